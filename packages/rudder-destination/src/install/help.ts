export const HELP = `rudder-install: sends track calls of a RudderStack that you host to Intercom. Not affiliated with Intercom.

  rudder-install <transformer> --take-over <id> [--apply]   track calls of that Intercom destination; the rest stays
  rudder-install <transformer> --own-type [--apply]         a destination type of its own, INTERCOM_EVENTS
  rudder-install <transformer> --check                      whether the files are as written, and can be loaded
  rudder-install <transformer> --uninstall                  everything as it was

  rudder-install dockerfile --take-over <id>|--own-type     a Dockerfile upon the official image
  rudder-install workspace-config                           a destination for a workspaceConfig.json

<transformer> is the folder of a rudder-transformer, or the root of its image. Without --apply nothing is changed. The ways
given are the whole wish: what an earlier run installed besides is taken away. --take-over may be repeated, or name several
ids with commas between them. --no-load, with --check or --apply, loads nothing.
`;
