import type { ApiRequest } from '../api-request';
import { seededRandom, type Random } from '../random';
import type { CompetitorFault, DropFault, Fault, StatusFault } from './fault';
import { matchesRequest } from './fault-match';

/** What goes wrong with one request. */
export interface FaultPlan {
  readonly latencyMs: number;
  readonly slowBodyMs: number;
  /** What comes instead of the request's own answer; undefined if it gets that. */
  readonly outcome: StatusFault | DropFault | undefined;
}

interface ArmedFault {
  readonly fault: Exclude<Fault, CompetitorFault>;
  strikesLeft: number;
}

/** The faults in force. Waits add up; of those that end a request only the first, in the order added, strikes. */
export class FaultSet {
  #armed: ArmedFault[] = [];
  #competitors: CompetitorFault[] = [];
  #random: Random;
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = seededRandom(seed);
  }

  add(fault: Fault): void {
    if (fault.kind === 'competitor') this.#competitors.push(fault);
    else this.#armed.push({ fault, strikesLeft: fault.times ?? Infinity });
  }

  /** Takes every fault away, and starts the generator anew. */
  clear(): void {
    this.#armed = [];
    this.#competitors = [];
    this.#random = seededRandom(this.#seed);
  }

  /** Calls of the competing clients by the time this share (0 to 1) of the window has passed. */
  competitorCalls(windowShare: number): number {
    return this.#competitors.reduce(
      (calls, { perWindow, spread }) =>
        calls + (spread === 'at_start' ? perWindow : Math.floor(perWindow * windowShare)),
      0,
    );
  }

  /** Decides what goes wrong with a request; undefined, most of the time, for nothing. */
  strike(request: ApiRequest): FaultPlan | undefined {
    if (this.#armed.length === 0) return undefined;
    let latencyMs = 0;
    let slowBodyMs = 0;
    let outcome: StatusFault | DropFault | undefined;
    for (const armed of this.#armed) {
      const { fault } = armed;
      const ends = fault.kind === 'status' || fault.kind === 'drop';
      if ((ends && outcome !== undefined) || !this.#strikes(armed, request)) continue;
      if (fault.kind === 'latency') latencyMs += fault.ms;
      else if (fault.kind === 'slow_body') slowBodyMs += fault.ms;
      else outcome = fault;
    }
    this.#armed = this.#armed.filter(({ strikesLeft }) => strikesLeft > 0);
    return { latencyMs, slowBodyMs, outcome };
  }

  #strikes(armed: ArmedFault, request: ApiRequest): boolean {
    const { match, share } = armed.fault;
    if (match !== undefined && !matchesRequest(match, request)) return false;
    if (share !== undefined && this.#random() >= share) return false;
    armed.strikesLeft -= 1;
    return true;
  }
}
