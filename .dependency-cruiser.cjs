/** Who may know whom; the reasons stand in CONTRIBUTING.md. */
const features = '^src/(shared|main|renderer)/features/([^/]+)/';

module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'shared-knows-nobody',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { pathNot: ['^src/shared/', '^node_modules/zod/'] },
    },
    {
      name: 'rooms-know-only-shared',
      severity: 'error',
      from: { path: '^src/(main|preload|renderer)/' },
      to: { path: '^(src/(main|preload|renderer)|city|helpdesk|tests|bench|scripts)/', pathNot: '^src/$1/' },
    },
    {
      name: 'city-and-helpdesk-know-only-shared',
      severity: 'error',
      from: { path: '^(city|helpdesk)/' },
      to: { path: '^src/', pathNot: '^src/shared/' },
    },
    {
      name: 'contracts-are-types-to-the-page',
      comment: 'zod probes for `new Function`, which our Content-Security-Policy forbids.',
      severity: 'error',
      from: { path: '^src/(renderer|preload)/' },
      to: {
        path: '(^src/shared/.*\\.contract\\.ts$|^src/shared/contracts\\.ts$|^node_modules/zod/)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'features-do-not-know-each-other',
      severity: 'error',
      from: { path: features },
      to: { path: features, pathNot: '^src/(shared|main|renderer)/features/$2/' },
    },
    {
      name: 'design-system-knows-no-feature',
      severity: 'error',
      from: { path: '^src/renderer/ui/' },
      to: { path: '^src/renderer/(features|frame|bridge)/' },
    },
    {
      name: 'services-and-models-are-pure',
      severity: 'error',
      from: { path: '\\.(service|model|ports)\\.ts$' },
      to: { path: '^node_modules/electron/|\\.adapter\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'services-and-models-without-node',
      severity: 'error',
      from: { path: '\\.(service|model|ports)\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'electron-only-where-it-is-adapted',
      severity: 'error',
      from: {
        path: '^src/main/',
        pathNot:
          '(\\.adapter\\.ts$|^src/main/(platform|security|ipc)/|^src/main/(index|compose|compose-city|compose-vault)\\.ts$)',
      },
      to: { path: '^node_modules/electron/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'adapters-are-joined-in-compose',
      severity: 'error',
      from: {
        path: '^src/main/',
        pathNot: [
          '\\.adapter\\.ts$',
          '^src/main/compose(-city|-vault)?\\.ts$',
          '^src/main/features/[^/]+/[^/]+\\.feature\\.ts$',
          '^src/main/features/vault/keeper/compose-keeper\\.ts$',
        ],
      },
      to: { path: '^src/main/features/.*\\.adapter\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '\\.config\\.', '^tests/', '^src/shared/'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\?' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
};
