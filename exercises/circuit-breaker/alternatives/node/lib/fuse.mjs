export class Blown extends Error {}

/** The state pattern: each state decides what becomes of a call, and which state comes next. */
export class Fuse {
  constructor(limit, pauseMs) {
    Object.assign(this, { limit, pauseMs });
    this.close();
  }

  close() {
    let failures = 0;
    const mine = (this.state = {
      name: 'closed',
      run: async work => {
        try {
          const value = await work();
          failures = 0;
          return value;
        } catch (problem) {
          if (++failures >= this.limit && this.state === mine) this.open();
          throw problem;
        }
      },
    });
  }

  open() {
    const refuse = async () => {
      throw new Blown();
    };
    this.state = { name: 'open', run: refuse };
    setTimeout(() => {
      this.state = {
        name: 'half-open',
        run: async work => {
          this.state.run = refuse;
          try {
            const value = await work();
            this.close();
            return value;
          } catch (problem) {
            this.open();
            throw problem;
          }
        },
      };
    }, this.pauseMs);
  }
}
