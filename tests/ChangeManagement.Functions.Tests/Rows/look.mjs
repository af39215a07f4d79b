// What lies in the tables of an account, seen with Microsoft's client for JavaScript: a line of JSON for each row.
import { createRequire } from "node:module";

const [home, connection, prefix] = process.argv.slice(2);
const { TableClient, TableServiceClient } = createRequire(`${home}/package.json`)("@azure/data-tables");
const options = { allowInsecureConnection: true };

for await (const { name } of TableServiceClient.fromConnectionString(connection, options).listTables()) {
  if (!name.startsWith(prefix)) {
    continue;
  }

  for await (const row of TableClient.fromConnectionString(connection, name, options).listEntities()) {
    const { partitionKey, rowKey, etag, timestamp, ...properties } = row;
    console.log(JSON.stringify({ table: name.slice(prefix.length), partition: partitionKey, key: rowKey, properties }));
  }
}
