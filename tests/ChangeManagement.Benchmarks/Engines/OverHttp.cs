using System.Diagnostics;
using System.Net.Http.Json;

namespace ChangeManagement.Benchmarks.Engines;

/// <summary>An engine behind HTTP: one call starts, one decides, one waits for the result. The same calls for ours and for Restate.</summary>
internal sealed class OverHttp(Uri address, string start, string decide, string result) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = address };

    /// <summary>One workflow from its start to its result.</summary>
    public async Task<double> Live(string id)
    {
        await Send(HttpMethod.Post, start, id, body: null);
        var decided = Stopwatch.GetTimestamp();
        await Send(HttpMethod.Post, decide, id, JsonContent.Create("approved"));
        await Send(HttpMethod.Get, result, id, body: null);
        return Stopwatch.GetElapsedTime(decided).TotalMilliseconds;
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task Send(HttpMethod method, string path, string id, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, path.Replace("{id}", id, StringComparison.Ordinal)) { Content = body };
        using var answer = await http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{request.RequestUri} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
