/** What `GET /` shows: how to seed the simulator and how to point a client at it. */
export function startPage(url: string, token: string): string {
  return `Intercom simulator
==================

It answers as Intercom's API for data events and contacts does, from memory.
It is not affiliated with Intercom, and nothing you send it leaves this machine.

Point a client at it
  base URL  ${url}
  token     ${token}

Seed contacts, as a JSON array or one object a line
  curl ${url}/_simulator/contacts \\
    --data '[{"external_id": "u-1", "email": "ada@example.com"}]'

Send a data event
  curl -i ${url}/events \\
    -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' \\
    --data '{"event_name": "ordered-item", "user_id": "u-1", "created_at": ${Math.floor(Date.now() / 1000)}}'

See what was stored, and what was asked
  curl ${url}/_simulator/events
  curl ${url}/_simulator/contacts
  curl ${url}/_simulator/statistics

Make something go wrong: two answers of 503, then all is well again
  curl ${url}/_simulator/faults \\
    --data '{"kind": "status", "status": 503, "times": 2, "match": {"path": "/events"}}'
  curl -X DELETE ${url}/_simulator/faults

Start over
  curl -X POST ${url}/_simulator/reset
`;
}
