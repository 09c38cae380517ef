/** Where long work tells how it goes. */
export type Progress = {
  say(topic: string, text: string): void;
  /** About work that goes on: told now and then only. */
  progress(topic: string, text: string): void;
  /** Runs work and remembers under the topic how long it took. */
  measure<T>(topic: string, text: string, work: () => Promise<T>): Promise<T>;
};
