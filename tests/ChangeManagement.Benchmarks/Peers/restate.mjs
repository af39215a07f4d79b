// The workflow of the benchmark as a Restate service. Usage: node restate.mjs <port>

// The SDK needs what Node 20 does not have yet.
Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new Promise((yes, no) => { resolve = yes; reject = no; });
  return { promise, resolve, reject };
};

const restate = await import("@restatedev/restate-sdk");

const approval = restate.workflow({
  name: "Approval",
  handlers: {
    run: async (ctx) => {
      await ctx.run("assess", () => 1);
      await ctx.run("ask", () => 2);
      const decision = await ctx.promise("decision").get().orTimeout({ hours: 24 });
      await ctx.run("record", () => 3);
      return decision;
    },
    decide: async (ctx, decision) => {
      await ctx.promise("decision").resolve(decision);
    },
  },
});

await restate.endpoint().bind(approval).listen(Number(process.argv[2]));
