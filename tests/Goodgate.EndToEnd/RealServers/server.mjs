// A Node server with Node's own defaults: keepAliveTimeout 5 s, announced as Keep-Alive: timeout=5.
// Arguments: port (0 = any), address, file that POSTs are written to ("-" = none), "silent" = keep connections without announcing the limit.
import { createServer } from "node:http";
import { openSync, writeSync } from "node:fs";

const [port, address, file, mode] = process.argv.slice(2);
const orders = file === "-" ? null : openSync(file, "a");

const server = createServer((request, response) => {
  if (mode === "silent") response.setHeader("Connection", "keep-alive");
  if (request.url === "/half") {
    response.writeHead(200, { "Content-Length": 1_000_000 });
    response.write("x".repeat(500_000));
    return;
  }
  request.resume();
  request.on("end", () => {
    if (request.method === "POST" && orders !== null) writeSync(orders, request.headers["x-request-id"] + "\n");
    response.end("ok\n");
  });
});
server.listen(Number(port), address, 1024, () => console.log(server.address().port));
