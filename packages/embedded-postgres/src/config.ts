/** What PostgreSQL gets to see of the environment: nothing that is ours, and no PG* variable that would steer it. */
const PASSED_ON = ['PATH', 'TZ', 'SystemRoot', 'TEMP', 'TMP'];

export function serverEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const passed = PASSED_ON.flatMap((name) =>
    environment[name] === undefined ? [] : [[name, environment[name]]],
  );
  return { LC_ALL: 'C', ...Object.fromEntries(passed) };
}
