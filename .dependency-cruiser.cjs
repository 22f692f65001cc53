/** The import law of the house: web -> api (types), api -> agent and db, agent -> db, db -> nothing. */
const room = (name, allowed, except = '') => ({
  name: `${name}-imports`,
  severity: 'error',
  from: { path: `^${name}/`, pathNot: except || undefined },
  to: { path: '^(api|agent|db|web|tests)/', pathNot: `^(${[name, ...allowed].join('|')})/` },
})
/** Inside agent: which folders a folder may import besides itself. */
const inner = (from, allowed) => ({
  name: `agent-${from}-imports`,
  severity: 'error',
  from: { path: `^agent/${from}/` },
  to: { path: '^agent/', pathNot: `^agent/(${[from, ...allowed].join('|')})/` },
})

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^bun:' } },
    room('db', []),
    room('agent', ['db']),
    // The embedded server starts the demo shop beside itself and has the page built; nothing else of the web is its business.
    room('api', ['agent', 'db'], '^api/server\\.ts$'),
    {
      name: 'server-starts-the-shop-and-builds-the-page',
      severity: 'error',
      from: { path: '^api/server\\.ts$' },
      to: { path: '^web/', pathNot: '^web/(demo-shop/server|build)\\.ts$' },
    },
    // The one typed client takes the types of the routes; what would be taken besides types breaks its build.
    room('web', [], '^web/(client|demo-shop/collector/routes)\\.ts$'),
    // What the SDKs pack, the receipts and the shop's collector unpack with the same few lines; reading it, each does alone.
    {
      name: 'collector-takes-the-unpacker',
      severity: 'error',
      from: { path: '^web/demo-shop/collector/routes\\.ts$' },
      to: { path: '^(api|agent|db|tests)/', pathNot: '^agent/capture/unpack\\.ts$' },
    },
    {
      name: 'web-takes-types-of-the-api',
      severity: 'error',
      from: { path: '^web/client\\.ts$' },
      to: { path: '^(api|agent|db|tests)/', pathNot: '^api/app\\.ts$' },
    },
    inner('planner', []),
    inner('targets', []),
    inner('outbound', ['targets']),
    inner('prover', ['outbound', 'sweeper', 'targets']),
    inner('browser', ['planner', 'outbound', 'targets']),
    inner('capture', []),
    inner('model', ['browser', 'planner']),
    inner('memory', ['browser']),
    inner('realism', ['planner']),
    inner('bursts', ['planner', 'memory', 'realism', 'targets']),
    inner('invites', []),
    inner('sweeper', []),
    inner('tools', ['bursts', 'invites', 'planner', 'targets']),
    inner('chat', ['tools', 'invites', 'bursts', 'planner', 'model']),
    inner('runner', [
      ...['browser', 'memory', 'capture', 'model', 'planner', 'storage', 'sweeper', 'exports', 'targets'],
    ]),
    inner('exports', []),
    inner('storage', []),
    {
      name: 'stagehand-stays-with-the-browser',
      comment: 'In the graph of a Worker it stops the whole Worker from starting.',
      severity: 'error',
      from: { pathNot: '^(agent/browser|tests)/' },
      to: { path: 'node_modules/@browserbasehq/stagehand' },
    },
    {
      name: 'worker-reaches-nothing-of-node',
      comment:
        'What else its bundle must not hold, tests/runtime/bundle.test.ts reads from the bundle itself.',
      severity: 'error',
      from: { path: '^api/worker\\.ts$' },
      to: {
        reachable: true,
        // Of these it has the types alone.
        pathNot: '^agent/browser/port\\.ts$',
        path: '^(agent/((browser|runner|capture|outbound|prover)/|storage/folder)|api/(server|embedded|browsers|data-dir)\\.ts|db/(connect-pglite|connect-postgres|queue|export-jobs)\\.ts)|node_modules/(pg-boss|@electric-sql|@hono/node-server|@supabase/lite)/',
      },
    },
    {
      name: 'pglite-stays-with-its-connection',
      severity: 'error',
      from: { pathNot: '^(db/connect-pglite\\.ts|tests/)' },
      to: { path: 'node_modules/@electric-sql/pglite' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: false,
    exclude: { path: '(^|/)dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
