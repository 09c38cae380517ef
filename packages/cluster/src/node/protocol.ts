/** What the two sides of a namespace say to each other: one JSON object a line, both ways. */

export type Endpoint = { readonly host: string; readonly port: number } | { readonly socketPath: string };

export type Command = {
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment: nothing is inherited. */
  readonly env?: Readonly<Record<string, string>>;
};

/** Runs until the namespace ends. */
export type NamespaceServer = Command & {
  readonly name: string /** File for what it says. */;
  readonly log: string;
};

export type Relay = { readonly from: Endpoint; readonly to: Endpoint };

export type Task =
  | { readonly kind: 'run'; readonly command: Command }
  | { readonly kind: 'start'; readonly server: NamespaceServer }
  | { readonly kind: 'relay'; readonly relay: Relay }
  | { readonly kind: 'way-in'; readonly socketPath: string; readonly subnet: string };

export type Request = { readonly id: number; readonly task: Task };

export type Ran = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

export type Reply =
  | { readonly id: number; readonly ran: Ran }
  | { readonly id: number; readonly error: string }
  /** A server has ended that should not have. */
  | { readonly ended: string; readonly why: string };
