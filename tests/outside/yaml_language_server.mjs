#!/usr/bin/env node
// The schema of intents, as editors use it: through the real yaml-language-server, over LSP on stdio.
//
//   node yaml_language_server.mjs --modules DIR --schema FILE [--policies DIR] [--bad DIR] [--fixtures DIR --fixtures-schema FILE]
//
// (a) every policies/*.yaml has no diagnostic; (b) every file of the bad folder has one at each line that is marked
// `# <- here`; (c) completion offers areas, nodes, states and element ids at their places; (d) hover over a node shows
// its address, builds and editions; (e) with the schema of the fixtures' own catalog, no good fixture of a rule is
// reported, and each bad one that a schema can catch is; (f) in a long intent, diagnostics and completion come in time.
// DIR of --modules is a node_modules folder that holds yaml-language-server; nothing else is needed.
// Protocol: the Language Server Protocol 3.17 (JSON-RPC with Content-Length headers).

import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: {
    modules: { type: "string", default: "target/outside/node_modules" },
    schema: { type: "string", default: "schema/intent.schema.json" },
    policies: { type: "string", default: "policies" },
    bad: { type: "string", default: "tests/outside/schema-bad" },
    fixtures: { type: "string", default: "tests/fixtures" },
    "fixtures-schema": { type: "string" },
  },
});

const MARK = "# <- here";
// The server validates this long after the last change, and may validate twice: when a file is opened and when the
// schema has arrived. A file's diagnostics stand when none came for the quiet time.
const QUIET_MS = 1000;
const PATIENCE_MS = 60_000;

// --- the protocol ---------------------------------------------------------------------------------------------------

class Server {
  constructor(program, schema) {
    // None: an editor without any schema.
    this.schema = schema;
    this.waiting = new Map();
    this.diagnostics = new Map();
    this.lastNews = Date.now();
    this.buffer = Buffer.alloc(0);
    this.said = "";
    this.nextId = 1;
    this.child = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "pipe"] });
    this.child.stdout.on("data", (chunk) => this.receive(chunk));
    this.child.stderr.on("data", (chunk) => (this.said += chunk));
    this.child.on("exit", (status) => {
      for (const { reject } of this.waiting.values()) reject(new Error(`the server ended with ${status}: ${this.said}`));
    });
  }

  receive(chunk) {
    this.buffer = Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const end = this.buffer.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.buffer.subarray(0, end).toString())[1]);
      if (this.buffer.length < end + 4 + length) return;
      const message = JSON.parse(this.buffer.subarray(end + 4, end + 4 + length).toString());
      this.buffer = this.buffer.subarray(end + 4 + length);
      this.handle(message);
    }
  }

  handle(message) {
    if (message.method === undefined) {
      const { resolve, reject } = this.waiting.get(message.id) ?? {};
      this.waiting.delete(message.id);
      if (message.error) reject?.(new Error(message.error.message));
      else resolve?.(message.result);
    } else if (message.method === "textDocument/publishDiagnostics") {
      this.diagnostics.set(message.params.uri, message.params.diagnostics);
      this.lastNews = Date.now();
    } else if (message.id !== undefined) {
      this.send({ id: message.id, result: this.answer(message) });
    }
  }

  // What the server asks of an editor.
  answer({ method, params }) {
    if (method !== "workspace/configuration") return null;
    return params.items.map(({ section }) => (section === "yaml" ? this.settings() : {}));
  }

  settings() {
    return {
      validate: true,
      completion: true,
      hover: true,
      // Only the schema under test: nothing is fetched from anywhere.
      schemaStore: { enable: false },
      schemas: this.schema ? { [this.schema]: ["*.yaml"] } : {},
    };
  }

  send(message) {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  notify(method, params) {
    this.send({ method, params });
  }

  request(method, params) {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no answer to ${method}: ${this.said}`)), PATIENCE_MS);
      this.waiting.set(id, {
        resolve: (result) => (clearTimeout(late), resolve(result)),
        reject: (error) => (clearTimeout(late), reject(error)),
      });
      this.send({ id, method, params });
    });
  }

  async start(root) {
    await this.request("initialize", {
      processId: process.pid,
      rootUri: root,
      workspaceFolders: [{ uri: root, name: "repository" }],
      capabilities: {
        workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: false } },
        textDocument: {
          publishDiagnostics: {},
          hover: { contentFormat: ["markdown", "plaintext"] },
          completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
        },
      },
    });
    this.notify("initialized", {});
    this.notify("workspace/didChangeConfiguration", { settings: { yaml: this.settings() } });
  }

  open(uri, text) {
    this.notify("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
  }

  // Until each of the files has diagnostics, and no more come.
  async settled(uris) {
    const started = Date.now();
    for (;;) {
      await new Promise((done) => setTimeout(done, 50));
      const all = uris.every((uri) => this.diagnostics.has(uri));
      if (all && Date.now() - this.lastNews > QUIET_MS) return;
      if (Date.now() - started > PATIENCE_MS) return;
    }
  }

  async stop() {
    await this.request("shutdown", null);
    this.notify("exit", null);
  }
}

// --- what is checked ------------------------------------------------------------------------------------------------

let passed = 0;
let failed = 0;

function check(name, problem) {
  if (problem) {
    failed += 1;
    console.log(`failed: ${name}: ${problem}`);
  } else {
    passed += 1;
  }
}

function yamlFiles(folder) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml")).sort();
  return names.map((name) => {
    const path = resolve(join(folder, name));
    return { name, uri: pathToFileURL(path).href, text: readFileSync(path, "utf8") };
  });
}

const words = (diagnostic) => `line ${diagnostic.range.start.line + 1}: ${diagnostic.message}`;

async function checkDiagnostics(server, good, bad) {
  const files = [...good, ...bad];
  for (const { uri, text } of files) server.open(uri, text);
  await server.settled(files.map(({ uri }) => uri));
  for (const { name, uri } of good) {
    const found = server.diagnostics.get(uri);
    check(name, !found ? "the server says nothing of it" : found.map(words).join("; "));
  }
  for (const { name, uri, text } of bad) {
    const found = server.diagnostics.get(uri) ?? [];
    const marked = text.split("\n").flatMap((line, index) => (line.includes(MARK) ? [index] : []));
    if (marked.length === 0) check(name, `no line is marked ${MARK}`);
    for (const line of marked) {
      const here = found.some(({ range }) => range.start.line === line);
      check(name, !here && `nothing at line ${line + 1}; found: ${found.map(words).join("; ") || "nothing"}`);
    }
  }
}

// What no schema can see in the fixtures of a rule: `true` for all of them, else their names. Grammars of values are patterns
// at most; comments, code points, and what depends on two places of a file are none of a schema's business.
const BEYOND_A_SCHEMA = {
  "intent-allow": true,
  "intent-unused-allow": true,
  "intent-long-text": ["why-and-refs"],
  "intent-name": ["device", "last-dot", "port"],
  "intent-release": ["range-backwards"],
  "value-character": true,
  // Gaps between the bits of flags, and whether a text is XML.
  "value-enum": ["flags"],
  "value-form": ["two-roots", "xml"],
  "value-ip-filter": ["any-beside-ranges", "backwards-ipv6", "backwards", "mapped", "octet", "short-end", "text-form"],
  "value-length": ["filter", "line", "trusted-hosts"],
  // The server reads YAML 1.2, where these are texts or numbers like others.
  "value-quotes": ["list-entry", "named-value", "time", "yes"],
  "value-type": ["hexadecimal", "leading-zero"],
  "value-spn": true,
  "value-state-on-value": ["text"],
  "value-trusted-hosts": true,
};

// Every fixture of the rules: good intents are never reported, bad ones are where a schema can see the fault.
async function checkFixtures(server, folder) {
  const files = readdirSync(folder)
    .sort()
    .flatMap((rule) => yamlFiles(join(folder, rule)).map((file) => ({ ...file, rule })));
  for (const { uri, text } of files) server.open(uri, text);
  await server.settled(files.map(({ uri }) => uri));
  let reported = 0;
  for (const { uri, name, rule, text } of files) {
    // An anchor that nothing uses is the server's own remark, not the schema's.
    const found = (server.diagnostics.get(uri) ?? []).filter(({ message }) => !message.startsWith("Unused anchor"));
    const [condition, kind] = name.split(".");
    const fits = kind === "good" || rule.startsWith("winrm-");
    if (fits) check(`${rule}/${name}`, found.length > 0 && found.map(words).join("; "));
    else if (/^(intent|value)-/.test(rule)) {
      const beyond = BEYOND_A_SCHEMA[rule];
      // Addresses have no end, and what stands at one that the schema does not have only `check` can judge.
      if (beyond === true || beyond?.includes(condition) || /^csp:/m.test(text)) continue;
      check(`${rule}/${name}`, found.length === 0 && "a fault that the schema should see is not reported");
      reported += 1;
    }
  }
  check("bad fixtures", reported < 100 && `only ${reported} are expected to be reported`);
  return files.length;
}

const HEAD = `apiVersion: omauri/v1
name: editor
targets:
  - windows: 11 24H2
    editions: [Enterprise]
`;

// `|` is the cursor. `keys`: what is inserted must bring its colon.
const COMPLETIONS = [
  { name: "keys of an intent", text: `${HEAD}|`, labels: ["settings", "title", "description"], keys: true },
  {
    name: "areas under settings",
    text: `${HEAD}settings:\n  |\n`,
    labels: ["RemoteManagement", "RemoteShell", "ADMX_CredSsp", "Camera"],
    keys: true,
  },
  {
    name: "nodes under an area",
    text: `${HEAD}settings:\n  RemoteManagement:\n    |\n`,
    labels: ["TrustedHosts", "AllowBasicAuthentication_Client", "AllowRemoteServerManagement"],
    keys: true,
  },
  {
    name: "nodes under an area, begun",
    text: `${HEAD}settings:\n  RemoteManagement:\n    AllowBasicAuthentication_Client: disabled\n    Trus|\n`,
    labels: ["TrustedHosts"],
    keys: true,
  },
  {
    name: "states after a node without elements",
    text: `${HEAD}settings:\n  RemoteManagement:\n    AllowBasicAuthentication_Client: |\n`,
    labels: ["enabled", "disabled", "notConfigured"],
  },
  {
    name: "states after a node with elements",
    text: `${HEAD}settings:\n  RemoteManagement:\n    AllowRemoteServerManagement: |\n`,
    labels: ["disabled", "notConfigured"],
  },
  {
    name: "element ids under enabled",
    text: `${HEAD}settings:\n  RemoteManagement:\n    AllowRemoteServerManagement:\n      enabled:\n        |\n`,
    labels: ["AllowAutoConfig_IPv4Filter", "AllowAutoConfig_IPv6Filter"],
    keys: true,
  },
  {
    name: "element id of a node with one element",
    text: `${HEAD}settings:\n  RemoteManagement:\n    TrustedHosts:\n      enabled:\n        |\n`,
    labels: ["TrustedHosts_List"],
    keys: true,
  },
  {
    name: "values of an enum",
    text:
      `${HEAD}settings:\n  RemoteManagement:\n    SpecifyChannelBindingTokenHardeningLevel:\n` +
      `      enabled:\n        HardeningLevelCombo: |\n`,
    labels: ["None", "Relaxed", "Strict"],
  },
  {
    name: "values of a node without ADMX",
    text: `${HEAD}settings:\n  Camera:\n    AllowCamera: |\n`,
    labels: ["0", "1"],
  },
];

const HOVERS = [
  {
    text: `${HEAD}settings:\n  RemoteManagement:\n    Trusted|Hosts:\n      enabled: ["a.example.com"]\n`,
    address: "./Device/Vendor/MSFT/Policy/Config/RemoteManagement/TrustedHosts",
  },
  {
    text: `${HEAD}settings:\n  RemoteManagement:\n    AllowBasic|Authentication_Client: disabled\n`,
    address: "./Device/Vendor/MSFT/Policy/Config/RemoteManagement/AllowBasicAuthentication_Client",
  },
  {
    text: `${HEAD}settings:\n  Camera:\n    Allow|Camera: 0\n`,
    address: "./Device/Vendor/MSFT/Policy/Config/Camera/AllowCamera",
  },
];

// The text without its cursor, opened as a file that need not exist, and the cursor's place in it.
function openAtCursor(server, folder, number, marked) {
  const before = marked.slice(0, marked.indexOf("|")).split("\n");
  const uri = pathToFileURL(resolve(join(folder, `editor-${number}.yaml`))).href;
  server.open(uri, marked.replace("|", ""));
  return { textDocument: { uri }, position: { line: before.length - 1, character: before.at(-1).length } };
}

async function checkCompletions(server) {
  for (const [number, { name, text, labels, keys }] of COMPLETIONS.entries()) {
    const place = openAtCursor(server, options.policies, `completion-${number}`, text);
    const answer = await server.request("textDocument/completion", place);
    const items = answer?.items ?? answer ?? [];
    for (const label of labels) {
      const item = items.find((one) => one.label === label);
      const inserted = item?.textEdit?.newText ?? item?.insertText ?? "";
      let problem = null;
      if (!item) problem = `${label} is not offered, but ${items.slice(0, 8).map((one) => one.label).join(", ") || "nothing"}`;
      else if (keys && !inserted.startsWith(`${label}:`)) problem = `${label} is inserted as ${JSON.stringify(inserted)}`;
      check(`completion: ${name}`, problem);
    }
  }
}

async function checkHovers(server) {
  for (const [number, { text, address }] of HOVERS.entries()) {
    const place = openAtCursor(server, options.policies, `hover-${number}`, text);
    const answer = await server.request("textDocument/hover", place);
    const shown = [answer?.contents ?? []].flat().map((part) => part.value ?? part).join("\n");
    // Markdown may have escaped what it takes for its own.
    const plain = shown.replace(/\\([^A-Za-z0-9\s])/g, "$1");
    const facts = [address, /^Builds: 10\.0\.\d+/m, /Editions: (all|[A-Z])/];
    const missing = facts.filter((fact) => !(fact instanceof RegExp ? fact.test(plain) : plain.includes(fact)));
    const problem = `without ${missing.join(" and ")}: ${JSON.stringify(shown.slice(0, 300))}`;
    check(`hover: ${address}`, missing.length > 0 && problem);
  }
}

// --- how long it takes ----------------------------------------------------------------------------------------------

const LINES = 200;
const AREAS = 30;
const RUNS = 5;
const BUDGET_MS = 50;
const BUDGET_TIMES = 2;
// Machines that run other things too are slow now and then: only what is far beyond its budget fails.
const PATIENCE_TIMES = 3;
// What is completed stands in this area; the long intent leaves it free.
const FREE = "RemoteManagement";

// A long intent, good but for its last line: the schema must have been used where that is reported.
function longIntent(schema) {
  const areas = Object.entries(schema.properties.settings.properties).filter(([name]) => name !== FREE);
  const perArea = Math.ceil((LINES - HEAD.split("\n").length) / AREAS) - 1;
  const large = areas.filter(([, { properties }]) => Object.keys(properties).length >= perArea);
  const step = Math.floor(large.length / AREAS);
  const chosen = large.filter((_, index) => index % step === 0).slice(0, AREAS);
  const lines = chosen.flatMap(([area, { properties }]) => [
    `  ${area}:`,
    ...Object.keys(properties).slice(0, perArea).map((node) => `    ${node}: notConfigured`),
  ]);
  return `${HEAD}settings:\n${lines.join("\n")}\n`;
}

// Of several runs the least: other programs only ever make one slower.
const least = (numbers) => Math.min(...numbers);

function inTime(name, measured, budget) {
  const verdict = measured <= budget ? "" : ", over its budget";
  console.log(`time: ${name}: ${measured.toFixed(0)} ms of ${budget.toFixed(0)} ms${verdict}`);
  check(`time: ${name}`, measured > budget * PATIENCE_TIMES && `${measured.toFixed(0)} ms`);
}

// From opening a file in a server that has just started until its first diagnostics.
async function firstDiagnostics(program, schema, text, number) {
  const server = new Server(program, schema);
  await server.start(pathToFileURL(resolve(".")).href);
  const uri = pathToFileURL(resolve(join(options.policies, `editor-long-${number}.yaml`))).href;
  const started = performance.now();
  server.open(uri, text);
  while (!server.diagnostics.has(uri) && performance.now() - started < PATIENCE_MS) {
    await new Promise((done) => setTimeout(done, 1));
  }
  const time = performance.now() - started;
  const found = server.diagnostics.get(uri) ?? [];
  await server.stop();
  return { time, found };
}

async function measureDiagnostics(program, schema, long) {
  const faulty = `${long}  ${FREE}:\n    AllowBasicAuthentication_Client: fault\n`;
  const times = { with: [], without: [] };
  for (let run = 0; run < RUNS; run += 1) {
    times.without.push((await firstDiagnostics(program, null, faulty, run)).time);
    const { time, found } = await firstDiagnostics(program, schema, faulty, run);
    times.with.push(time);
    check("long intent", found.length !== 1 && `one fault, but found ${found.map(words).join("; ") || "nothing"}`);
  }
  const without = least(times.without);
  console.log(`time: first diagnostics without a schema: ${without.toFixed(0)} ms`);
  inTime("first diagnostics with the schema", least(times.with), BUDGET_TIMES * without);
}

async function measureCompletions(server, long) {
  const places = {
    area: ["  |\n", FREE],
    node: [`  ${FREE}:\n    |\n`, "TrustedHosts"],
    state: [`  ${FREE}:\n    AllowBasicAuthentication_Client: |\n`, "disabled"],
    element: [
      `  ${FREE}:\n    AllowRemoteServerManagement:\n      enabled:\n        |\n`,
      "AllowAutoConfig_IPv4Filter",
    ],
  };
  for (const [name, [end, label]] of Object.entries(places)) {
    const place = openAtCursor(server, options.policies, `long-${name}`, long + end);
    await server.settled([place.textDocument.uri]);
    const times = [];
    for (let run = 0; run < RUNS; run += 1) {
      const started = performance.now();
      const answer = await server.request("textDocument/completion", place);
      times.push(performance.now() - started);
      const items = answer?.items ?? answer ?? [];
      check(`completion in a long intent: ${name}`, !items.some((item) => item.label === label) && `no ${label}`);
    }
    inTime(`completion of ${name === "area" || name === "element" ? "an" : "a"} ${name}`, least(times), BUDGET_MS);
  }
}

async function main() {
  const program = resolve(join(options.modules, "yaml-language-server", "bin", "yaml-language-server"));
  for (const needed of [program, options.schema, options.policies, options.bad]) {
    if (!existsSync(needed)) throw new Error(`there is no ${needed}`);
  }
  const schema = JSON.parse(readFileSync(options.schema, "utf8"));
  const address = pathToFileURL(resolve(options.schema)).href;
  const good = yamlFiles(options.policies);
  const bad = yamlFiles(options.bad);
  check("policies", good.length === 0 && "there are none");
  check("bad intents", bad.length === 0 && "there are none");
  const server = new Server(program, address);
  await server.start(pathToFileURL(resolve(".")).href);
  await checkDiagnostics(server, good, bad);
  await checkCompletions(server);
  await checkHovers(server);
  const long = longIntent(schema);
  await measureCompletions(server, long);
  await server.stop();
  await measureDiagnostics(program, address, long);
  if (options["fixtures-schema"]) {
    const second = new Server(program, pathToFileURL(resolve(options["fixtures-schema"])).href);
    await second.start(pathToFileURL(resolve(".")).href);
    const count = await checkFixtures(second, options.fixtures);
    await second.stop();
    console.log(`fixtures of the rules: ${count} files`);
  }
  console.log(`yaml-language-server: ${passed} passed, ${failed} failed (${good.length} policies, ${bad.length} bad intents)`);
  process.exit(failed === 0 ? 0 : 1);
}

main().catch((error) => {
  console.log(`failed: ${error.message}`);
  console.log(`yaml-language-server: ${passed} passed, ${failed + 1} failed`);
  process.exit(1);
});
