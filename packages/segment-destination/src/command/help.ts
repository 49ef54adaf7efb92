export const HELP = `segment-function: installs the Destination Function that sends track calls to Intercom. Not affiliated with Segment or Intercom.

  segment-function --source <id> --region US|EU|AU            say what would be done; changes nothing
  segment-function --source <id> --region US|EU|AU --apply    create or update the function, and connect it to the source
  segment-function --source <id> --remove [--apply]           disconnect it, and delete it where no other source uses it

  --settings <file>        JSON with further settings, such as { "keepKeys": ["plan"], "missingContact": "give_up" }
  --filter                 also drop page, screen and alias calls by a destination filter
  --segment-region us|eu   where Segment hosts your workspace (default: us)
  --api-url <url>          another address of Segment's Public API, for a test

Tokens come from the environment: SEGMENT_PUBLIC_API_TOKEN, a Public API token of the workspace, and INTERCOM_ACCESS_TOKEN.
The command touches only the function that it created, known by its name and first line, and that function's connections.

Exit codes: 0 done, or shown without --apply; 1 Segment refused or did not answer; 2 wrong command or settings, nothing sent.
`;
