import { describe, expect, it } from '@jest/globals';
import { createWorkspace, WorkspaceError, type Region } from './workspace';

const good = { token: 'tok_SECRET', at: { region: 'EU' as Region } };

describe('a workspace', () => {
  it.each(['2.14', 'Unstable', '2.0-beta_1'])('is asked with the API version %s', (apiVersion) => {
    expect(createWorkspace({ ...good, apiVersion })).toMatchObject({ apiVersion, token: 'tok_SECRET' });
  });

  it.each([
    { apiVersion: '2.14\nx', because: 'a header has one line' },
    { apiVersion: '2.14\n', because: 'a header has one line' },
    { apiVersion: '€', because: 'a header has no such character' },
    { apiVersion: '2.14 or newer', because: 'it is one word' },
    { apiVersion: '', because: 'nothing is no version' },
    { apiVersion: 2.14 as never, because: 'a number has lost the zero of 2.10' },
  ])('has no API version $apiVersion: $because', ({ apiVersion }) => {
    expect(optionAtFault({ ...good, apiVersion })).toBe('apiVersion');
  });

  it.each([
    { given: { ...good, token: 'two words' }, option: 'token' },
    { given: { ...good, token: undefined as never }, option: 'token' },
    { given: { ...good, at: { region: 'UK' as Region } }, option: 'region' },
    { given: { ...good, at: { region: ['EU'] as never } }, option: 'region' },
    { given: { ...good, at: { baseUrl: 'example.com' } }, option: 'baseUrl' },
    { given: { ...good, at: { baseUrl: 5 as never } }, option: 'baseUrl' },
    { given: { ...good, at: { baseUrl: `https://${'a'.repeat(2_041)}` } }, option: 'baseUrl' },
  ])('names what is at fault: $option', ({ given, option }) => {
    expect(optionAtFault(given)).toBe(option);
  });
});

function optionAtFault(options: Parameters<typeof createWorkspace>[0]): unknown {
  try {
    return createWorkspace(options);
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    expect(error.message).not.toContain('SECRET');
    return error.option;
  }
}
