/** What has happened since the start or the last reset. The control pages and `GET /` are not counted. */
export interface SimulatorStatistics {
  /** All requests to the API, refused ones and dropped ones too. */
  readonly requests: number;
  /** Answers by status. */
  readonly byStatus: Readonly<Record<number, number>>;
  /** Requests by method and route, such as `POST /events` or `GET /contacts/{id}`; `other` for what is no endpoint. */
  readonly byRoute: Readonly<Record<string, number>>;
  /** Connections ended by a fault, without an answer. */
  readonly dropped: number;
  readonly events: {
    /** Taken by POST /events: stored or known as a duplicate. */
    readonly accepted: number;
    readonly stored: number;
    readonly duplicates: number;
  };
  readonly contacts: number;
  readonly eventNames: number;
  /** The most calls let through in one rate window. */
  readonly peakInWindow: number;
}

/** Counts requests and their answers. */
export class RequestCounter {
  readonly #byStatus = new Map<number, number>();
  readonly #byRoute = new Map<string, number>();
  #requests = 0;
  #dropped = 0;

  countRequest(route: string): void {
    this.#requests += 1;
    this.#byRoute.set(route, (this.#byRoute.get(route) ?? 0) + 1);
  }

  countStatus(status: number): void {
    this.#byStatus.set(status, (this.#byStatus.get(status) ?? 0) + 1);
  }

  countDrop(): void {
    this.#dropped += 1;
  }

  counts(): Pick<SimulatorStatistics, 'requests' | 'byStatus' | 'byRoute' | 'dropped'> {
    return {
      requests: this.#requests,
      byStatus: Object.fromEntries(this.#byStatus),
      byRoute: Object.fromEntries(this.#byRoute),
      dropped: this.#dropped,
    };
  }

  clear(): void {
    this.#byStatus.clear();
    this.#byRoute.clear();
    this.#requests = 0;
    this.#dropped = 0;
  }
}
