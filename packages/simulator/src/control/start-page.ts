/** What `GET /` shows: how to point a client at the simulator, seed it, and make things go wrong. */
export function startPage(url: string, token: string): string {
  return `Intercom simulator
==================

It answers as Intercom's API for data events and contacts does, from memory.
It is not affiliated with Intercom, and nothing you send it leaves this machine.

Point a client at it
  base URL  ${url}  (in place of https://api.intercom.io)
  token     ${token}

  Intercom's own client for Node, the package intercom-client
    const client = new IntercomClient({ baseUrl: '${url}', token: '${token}' });

Seed contacts, as a JSON array or one object a line; from a file with --data-binary @contacts.ndjson
  curl ${url}/_simulator/contacts \\
    --data '[{"external_id": "u-1", "email": "ada@example.com"}, {"role": "lead", "id": "lead-1"}]'

Send a data event, and list it back
  curl -i ${url}/events \\
    -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' \\
    --data '{"event_name": "ordered-item", "user_id": "u-1", "created_at": ${Math.floor(Date.now() / 1000)}}'
  curl '${url}/events?type=user&user_id=u-1' -H 'Authorization: Bearer ${token}'

See what was stored, and what was asked
  curl ${url}/_simulator/events
  curl ${url}/_simulator/contacts
  curl ${url}/_simulator/statistics

Make something go wrong: two answers of 503, then all is well again
  curl ${url}/_simulator/faults \\
    --data '{"kind": "status", "status": 503, "times": 2, "match": {"path": "/events"}}'
  curl -X DELETE ${url}/_simulator/faults

Take a permission from the token, and give it back
  curl ${url}/_simulator/permissions --data '{"denied": ["read_events"]}'
  curl ${url}/_simulator/permissions --data '{"denied": []}'

Start over
  curl -X POST ${url}/_simulator/reset
`;
}
