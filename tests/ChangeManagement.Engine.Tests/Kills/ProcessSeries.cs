namespace ChangeManagement.Engine.Tests.Kills;

/// <summary>The processes of the loop, one after the other: who had no answer from one asks the next.</summary>
internal sealed class ProcessSeries(int count)
{
    private readonly TaskCompletionSource<EngineProcess>[] processes =
        [.. Enumerable.Range(0, count).Select(_ => new TaskCompletionSource<EngineProcess>(TaskCreationOptions.RunContinuationsAsynchronously))];

    public int Last => processes.Length - 1;

    public void Serves(int index, EngineProcess process) => processes[index].SetResult(process);

    /// <summary>Asks until it is answered.</summary>
    /// <param name="index">The first process to ask.</param>
    /// <returns>The answer, and which process gave it.</returns>
    public async Task<(Answer Answer, int Index)> Ask(Order order, int index)
    {
        while (true)
        {
            var process = await processes[index].Task;
            if (await process.Ask(order) is { } answer)
            {
                return (answer, index);
            }

            index++;
        }
    }
}
