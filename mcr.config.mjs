/** `npm run coverage`: what the tests run of src/, in their own process and in the commands that they start. */
export default {
  name: 'Coverage of src/ by the tests',
  outputDir: 'coverage',
  dataDir: 'coverage/processes',
  cleanCache: true,
  entryFilter: { '**/node_modules/**': false, '**/dist/**': true, '**/src/**': true },
  sourceFilter: { '**/node_modules/**': false, '**/src/**': true },
  reports: [
    ['console-details', { metrics: ['lines', 'branches'], skipPercent: 98 }],
    'console-summary',
    ['v8-json', { outputFile: 'report.json' }],
  ],
};
