/** After some answers of a server, what it had sent before is read, and what came of that has been sent. */
export async function roundTrips(url: string): Promise<void> {
  for (let made = 0; made < 3; made += 1) await (await fetch(url)).text();
}
