using ChangeManagement.Engine.Storage;
using ChangeManagement.Register;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Faults;

/// <summary>Whoever is refused asks again, of the next process if this one has stopped.</summary>
internal sealed class PatientCaller(EmbeddedHost host)
{
    private const int MostTries = 3;

    /// <summary>A process that cannot open its file ends; its supervisor starts another.</summary>
    public async Task Open()
    {
        try
        {
            await host.Open();
        }
        catch (Exception failure) when (failure is SqliteFailure or StoreUnavailableException)
        {
            await host.Open();
        }
    }

    /// <summary>Asks what may be asked twice.</summary>
    public async Task<T> Insist<T>(Func<Task<T>> ask)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await ask();
            }
            catch (StoreUnavailableException) when (tries < MostTries)
            {
                await RestartIfStopped();
            }
        }
    }

    /// <summary>
    /// Gives an order. Without an answer, looks whether it is done before giving it again; with one, the process is killed and the next must know
    /// of it.
    /// </summary>
    public async Task Order(Func<Task<OperationOutcome>> order, Func<Task<bool>> isDone)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                Assert.Equal(OperationOutcome.Done, await order());
                break;
            }
            catch (StoreUnavailableException) when (tries < MostTries)
            {
                await RestartIfStopped();
                if (await isDone())
                {
                    return;
                }
            }
        }

        await Crash();
        Assert.True(await isDone(), "What was acknowledged is not done.");
    }

    /// <summary>Lets it run as far as it gets, with time for what was refused to be tried again.</summary>
    public async Task Settle()
    {
        for (var tries = 0; tries < 3; tries++)
        {
            await Advance(TimeSpan.FromSeconds(2));
        }
    }

    public async Task Advance(TimeSpan by)
    {
        await host.WhenIdle();
        await RestartIfStopped();
        await host.Advance(by);
        await RestartIfStopped();
    }

    public async Task Crash()
    {
        host.Kill();
        await Open();
    }

    /// <summary>An orderly stop, which moves the log into the file.</summary>
    public async Task Restart()
    {
        await host.Engine.Stop();
        host.Engine.Dispose();
        host.Store.Dispose();
        await Open();
    }

    private async Task RestartIfStopped()
    {
        if (host.Fatal is not null)
        {
            await Crash();
        }
    }
}
