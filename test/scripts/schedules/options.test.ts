import { expect, test } from "@jest/globals";
import { HELP, readRequest } from "#scripts/schedules/options";

test.each([[[]], [["--help"]], [["help"]], [["plan", "-h"]]])("%j asks for help", (args) => {
  expect(readRequest(args)).toBe("help");
});

test("the help names every command, the exit status and the variables", () => {
  for (const word of ["plan", "apply", "list", "show", "pause", "resume", "trigger", "delete", "export"])
    expect(HELP).toMatch(new RegExp(`^ {2}${word}`, "m"));
  expect(HELP).toMatch(/plan says 2/);
  expect(HELP).toMatch(/TEMPORAL_ADDRESS/);
});

test("a name is that of a schedule of the file, unless it says that the API made it", () => {
  expect(readRequest(["show", "demo-orders", "--json"])).toEqual({
    command: "show",
    key: { owner: "file", name: "demo-orders" },
    values: {},
    isJson: true,
  });
  expect(readRequest(["show", "file.a"])).toMatchObject({ key: { owner: "file", name: "a" } });
  expect(readRequest(["pause", "api.a", "--reason", "why"])).toMatchObject({
    key: { owner: "api", name: "a" },
    values: { reason: "why" },
  });
});

test.each([
  [["plane"], "There is no command plane: use one of plan, apply, list, show, "],
  [["plan", "--reason", "x"], "plan does not take --reason: npm run schedules -- plan"],
  [["plan", "--fast"], "Unknown option '--fast': see npm run schedules -- --help"],
  [["plan", "--file"], /--file.* argument missing.*: see npm run schedules -- --help/],
  [["apply", "orders"], "apply does not take orders: "],
  [["show"], "show needs the name of a schedule: npm run schedules -- show NAME"],
  [["show", "a", "b"], "show does not take b: "],
  [["show", "system.reconcile"], "system.reconcile is no name of a schedule: "],
  [["pause", "orders", "--reason", " "], "pause needs a reason, "],
])("%j is refused in one sentence", (args, message) => {
  expect(() => readRequest(args)).toThrow(message);
});
