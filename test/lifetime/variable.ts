import { stopAtEnd } from './lifetime';

/** Sets a variable of this process's environment, which is as before when the test ends. */
export function setVariable(name: string, value: string): void {
  const { [name]: before } = process.env;
  stopAtEnd(() => {
    if (before === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = before;
  });
  process.env[name] = value;
}
