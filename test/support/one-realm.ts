import { isBuiltin } from "node:module";
import vm from "node:vm";
import { ModuleMocker } from "jest-mock";

/**
 * jest gives each test file a realm of its own, and with it every package anew: a third of the time of all tests went into loading
 * them and into code that never got warm. Here the files of a worker share its realm and its packages, as node loads them; the modules
 * of the product are still each file's own. jest offers no choice of realm: it names one to node:vm, which is told here what is meant.
 */

/** The realm that jest names. */
const named = vm.createContext();

interface InRealm {
  context?: vm.Context | undefined;
  parsingContext?: vm.Context | undefined;
}

/** Without a realm node:vm takes the one it is called in. */
function inOwnRealm<O extends InRealm>(options: O): O {
  const own = { ...options };
  if (own.context === named) delete own.context;
  if (own.parsingContext === named) delete own.parsingContext;
  return own;
}

const isPackage = (specifier: string): boolean =>
  /^[@a-z][^:]*$/.test(specifier) && !specifier.startsWith("@jest/") && !isBuiltin(specifier);

const { SourceTextModule, SyntheticModule, compileFunction } = vm;

const packages = new Map<string, Promise<vm.Module>>();

async function importPackage(specifier: string): Promise<vm.Module> {
  const exported = Object.entries((await import(specifier)) as object);
  const names = exported.map(([name]) => name);
  const module = new SyntheticModule(names, () => {
    for (const [name, value] of exported) module.setExport(name, value);
  });
  await module.link(() => Promise.reject(new Error(`${specifier} has been linked by node`)));
  await module.evaluate();
  return module;
}

function packageOf(specifier: string): Promise<vm.Module> {
  const module = packages.get(specifier) ?? importPackage(specifier);
  packages.set(specifier, module);
  return module;
}

const packagesFirst =
  <A extends readonly unknown[], M>(load: (specifier: string, ...rest: A) => M) =>
  (specifier: string, ...rest: A) =>
    isPackage(specifier) ? packageOf(specifier) : load(specifier, ...rest);

Object.assign(vm, {
  SourceTextModule: class extends SourceTextModule {
    constructor(code: string, { importModuleDynamically, ...options }: vm.SourceTextModuleOptions) {
      super(code, { ...inOwnRealm(options), importModuleDynamically: packagesFirst(importModuleDynamically as never) });
    }
    override link(linker: vm.ModuleLinker): Promise<void> {
      return super.link(packagesFirst(linker));
    }
  },
  SyntheticModule: class extends SyntheticModule {
    constructor(names: string[], evaluate: () => void, options: vm.SyntheticModuleOptions = {}) {
      super(names, evaluate, inOwnRealm(options));
    }
  },
  compileFunction: (code: string, parameters: string[], options: vm.CompileFunctionOptions = {}) =>
    compileFunction(code, parameters, inOwnRealm(options)),
});

/** Test environment of jest. */
export default class OneRealm {
  readonly global = globalThis;
  readonly moduleMocker = new ModuleMocker(globalThis);
  /** Tests here wait for real. */
  readonly fakeTimers = null;
  readonly fakeTimersModern = null;
  readonly #globals = Object.getOwnPropertyDescriptors(globalThis);
  readonly #env = { ...process.env };
  /** What jest replaces. */
  readonly #process = { exit: process.exit, getBuiltinModule: process.getBuiltinModule };

  getVmContext = (): vm.Context => named;
  exportConditions = (): readonly string[] => ["node", "node-addons"];
  setup = (): Promise<void> => Promise.resolve();

  /** The next file finds what this one found. */
  teardown(): Promise<void> {
    for (const key of Reflect.ownKeys(globalThis))
      if (!Object.hasOwn(this.#globals, key)) Reflect.deleteProperty(globalThis, key);
    for (const key of Reflect.ownKeys(this.#globals))
      Reflect.defineProperty(globalThis, key, Reflect.get(this.#globals, key) as PropertyDescriptor);
    for (const name of Object.keys(process.env)) if (!(name in this.#env)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, this.#env);
    Object.assign(process, this.#process);
    return Promise.resolve();
  }
}
