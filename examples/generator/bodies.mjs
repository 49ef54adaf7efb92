// The part of a call that says what happened; the envelope (who, when, from where) is put around it.

export const track = (event, properties) => ({ type: 'track', event, properties });

export const page = (name, path) => ({
  type: 'page',
  name,
  properties: { path, title: `${name} · Brambledesk`, url: `https://www.example.com${path}` },
});

export const identify = ({ email, firstName, lastName, company }) => ({
  type: 'identify',
  traits: { email, name: `${firstName} ${lastName}`, company: { name: company } },
});

export const group = ({ company, companyId }) => ({
  type: 'group',
  groupId: companyId,
  traits: { name: company, employees: 25 },
});
