using ChangeManagement.EndToEnd.Kills;

namespace ChangeManagement.EndToEnd.Syncs;

/// <summary>No command is answered before the disk has it: seen from outside, in the system calls of a real server.</summary>
public sealed class SyncTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("change-management-");

    public void Dispose() => folder.Delete(recursive: true);

    [StraceFact]
    public async Task BetweenEveryCommandAndItsAnswer_TheLogIsWrittenAndSynced()
    {
        var trace = Path.Combine(folder.FullName, "calls");
        await using (var server = await ServerProcess.RunTraced(trace))
        {
            await new Journey(server).Walk(Walks.Normal);
            await server.Kill();
        }

        var answered = 0;
        var since = new List<Seen>();
        foreach (var seen in SystemCalls.Read(File.ReadLines(trace)))
        {
            if (seen == Seen.Command)
            {
                since.Clear();
            }

            since.Add(seen);
            if (seen == Seen.Answer && since[0] == Seen.Command)
            {
                var written = since.IndexOf(Seen.LogWritten);
                Assert.True(
                    written > 0 && since.IndexOf(Seen.LogSynced, written) > written,
                    $"Command {answered} was answered without a write and a sync of the log: {string.Join(", ", since)}");
                answered++;
                since.Clear();
                since.Add(Seen.Answer);
            }
        }

        Assert.InRange(answered, Walks.Normal.Count, 100);
    }
}
