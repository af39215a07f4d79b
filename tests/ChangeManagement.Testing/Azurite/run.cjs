// Azurite's tables, which end with the process that started them: it holds the other end of standard input.
process.stdin.resume().on("end", () => process.exit());
require(process.env.AZURITE_FOLDER + "/node_modules/azurite/dist/src/table/main.js");
