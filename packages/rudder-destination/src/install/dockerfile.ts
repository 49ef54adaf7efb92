import type { Way } from './way';

/** A Dockerfile that puts the destination into the official image. The package comes as `npm pack` makes it. */
export function dockerfile({ takeOver, ownType }: Way): string {
  const options = [...takeOver.map((id) => `--take-over ${id}`), ...(ownType ? ['--own-type'] : [])].join(
    ' ',
  );
  return `# Build it beside the archive that \`npm pack\` makes of @intercom-destination/rudder-destination.
ARG TRANSFORMER=rudderstack/rudder-transformer:latest
FROM \${TRANSFORMER}
COPY --chown=node:node intercom-destination-rudder-destination-*.tgz /tmp/rudder-destination.tgz
RUN mkdir /tmp/rudder-destination \\
  && tar -xzf /tmp/rudder-destination.tgz -C /tmp/rudder-destination \\
  && node /tmp/rudder-destination/package/dist/install.cjs /home/node/app ${options} --apply \\
  && rm -r /tmp/rudder-destination /tmp/rudder-destination.tgz
`;
}
