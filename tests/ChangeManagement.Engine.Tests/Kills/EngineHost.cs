using System.Diagnostics;
using System.Text.Json;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Register;

namespace ChangeManagement.Engine.Tests.Kills;

/// <summary>
/// The process that is killed: the engine on one file, orders as lines on its input, answers as lines on its output. It ends in order when its
/// input does.
/// </summary>
internal sealed class EngineHost(WorkflowEngine engine, HostArguments arguments) : IDisposable
{
    /// <summary>What it says when it serves.</summary>
    public const string Ready = "ready";

    /// <summary>The writer dies a moment late, so that what ran ahead of its commit shows itself outside.</summary>
    private static readonly TimeSpan Hesitation = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly Stream output = Console.OpenStandardOutput();
    private int answers;

    public static async Task Run(HostArguments arguments)
    {
        using var outside = new OutsideFile(arguments.OutsideFile);
        using var store = SqliteStore.Open(arguments.Database);
        var steps = 0;
        store.Writer.Probe = _ => DieAt(++steps == arguments.DiesAtStep, Hesitation);
        using var engine = new WorkflowEngine(store, Ledger.Catalog(outside), TimeProvider.System, new EngineOptions
        {
            HotInstances = arguments.HotInstances,
            VerifyEvery = arguments.VerifyEvery,
            // Here it is never the fault of what ran.
            CrashLimit = int.MaxValue,
        });
        await engine.Start();
        using var host = new EngineHost(engine, arguments);
        host.Say(Ready);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            _ = host.Answer(JsonSerializer.Deserialize<Order>(line)!);
        }

        await engine.Stop();
    }

    public void Dispose() => output.Dispose();

    private async Task Answer(Order order)
    {
        Answer answer;
        try
        {
            answer = await Obey(order);
        }
        catch (StoreUnavailableException)
        {
            // It stops; what became of the order is unknown, and so the next process is asked.
            return;
        }
        catch (Exception failure)
        {
            answer = new Answer(order.Number, failure.ToString());
        }

        Say(JsonSerializer.Serialize(answer));
    }

    private async Task<Answer> Obey(Order order)
    {
        var name = order.Instance;
        if (order.Verb == Verb.Find)
        {
            var found = await engine.Find(name, default);
            return new Answer(order.Number, "", found is null ? null : new Shown(found.State, found.Generation, found.CustomStatus, found.Output, found.ErrorMessage));
        }

        object outcome = order.Verb switch
        {
            Verb.Start => await engine.Start(Ledger.Kind, name, name, default),
            Verb.Raise => await engine.Raise(name, order.Event!, order.Wish, order.Wish!.Id, default),
            Verb.Suspend => await engine.Suspend(name, "", default),
            Verb.Resume => await engine.Resume(name, "", default),
            Verb.Terminate => await engine.Terminate(name, "", default),
            Verb.Rewind => await engine.Rewind(name, "", default),
            Verb.Restart => await engine.Restart(name, "", default),
            Verb.Purge => await engine.Purge(name, default),
            _ => throw new UnreachableException(order.Verb.ToString()),
        };
        return new Answer(order.Number, outcome.ToString()!);
    }

    private void Say(string line)
    {
        lock (gate)
        {
            output.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
            output.Flush();
            DieAt(line != Ready && ++answers == arguments.DiesAtAnswer, TimeSpan.Zero);
        }
    }

    /// <summary>SIGKILL: nothing of this process runs any further.</summary>
    private static void DieAt(bool isTime, TimeSpan hesitation)
    {
        if (isTime)
        {
            Thread.Sleep(hesitation);
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
