export const HELP = `segment-function: installs the Destination Function that sends track calls to Intercom. Not affiliated with Segment or Intercom.

  segment-function --source <id> --region US|EU|AU            say what would be done; changes nothing
  segment-function --source <id> --region US|EU|AU --apply    create or update the function, and connect it to the source
  segment-function --source <id> --remove [--apply]           disconnect it, and delete it where no other source uses it

  --settings <file>        JSON with further settings, such as { "keepKeys": ["plan"], "missingContact": "give_up" }
  --filter                 also keep page, screen and alias calls from the function, by a destination filter
  --segment-region us|eu   where Segment hosts your workspace (default: us)
  --api-url <url>          another address of Segment's Public API, for a test

Tokens come from the environment: SEGMENT_PUBLIC_API_TOKEN, a Public API token of the workspace, and INTERCOM_ACCESS_TOKEN.
A function is ours if its code begins with our line and it has our name; nothing else is changed or deleted.

Exit codes: 0 done, or said; 1 Segment refused; 2 the command cannot be meant.
`;
