namespace ChangeManagement.Engine.Threads;

/// <summary>A thread for each worker, the thread pool for activities.</summary>
internal sealed class ThreadWorkers : IWorkers
{
    public static readonly ThreadWorkers Instance = new();

    public IWorker Start(string name, Func<Round> round) => new Worker(name, round);

    public void Run(Func<Task> activity) =>
        ThreadPool.UnsafeQueueUserWorkItem(static activity => _ = activity(), activity, preferLocal: false);

    private sealed class Worker : IWorker
    {
        private readonly AutoResetEvent rung = new(initialState: false);
        private readonly Func<Round> round;
        private readonly Thread thread;

        public Worker(string name, Func<Round> round)
        {
            this.round = round;
            thread = new Thread(Loop) { IsBackground = true, Name = name };
            thread.Start();
        }

        public bool IsRunning => thread.IsAlive;

        public void Ring() => rung.Set();

        public void Join()
        {
            if (Environment.CurrentManagedThreadId != thread.ManagedThreadId)
            {
                thread.Join();
            }
        }

        public void Dispose() => rung.Dispose();

        private void Loop()
        {
            for (var next = round(); next != Round.End; next = round())
            {
                if (next == Round.Wait)
                {
                    rung.WaitOne();
                }
            }
        }
    }
}
