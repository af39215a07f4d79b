using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Testing.Walks;

namespace ChangeManagement.AzureServices.Tests.Storms;

/// <summary>
/// Random commands through several doors to one register, many at once and on few changes, so that they get into each other's way. The seed fixes what is
/// sent; who comes first is left to chance. Every command has a key and is repeated, through any door, until it is answered for good; some are sent through two
/// doors at the same moment.
/// </summary>
/// <param name="doors">Hosts of one register.</param>
/// <param name="tokens">By person; good at every door.</param>
internal sealed class Storm(int seed, IReadOnlyList<HttpClient> doors, IReadOnlyDictionary<string, string> tokens)
{
    private const int Workers = 6;
    private const int MostAttempts = 50;
    private readonly ConcurrentQueue<Deed> done = new();
    private readonly ConcurrentQueue<string> changes = new();
    private int refused;

    /// <summary>Those who act: a requester, and who approves first.</summary>
    public static IReadOnlyList<string> People { get; } = ["chen", "emil"];

    /// <summary>What was answered with success: on which change, by which name in its history, and the version after it.</summary>
    public IReadOnlyCollection<Deed> Done => done;

    /// <summary>How many commands were refused, because others had been faster or because they came at the wrong time.</summary>
    public int Refused => refused;

    /// <summary>Sends the commands, so many from each of several workers.</summary>
    public async Task Rage(int commands)
    {
        for (var number = 0; number < 2; number++)
        {
            await Submit(new Random(seed), $"{seed}-first-{number}");
        }

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => Work(worker, commands))));
    }

    private async Task Work(int worker, int commands)
    {
        var random = new Random((seed * 1_000) + worker);
        for (var step = 0; step < commands; step++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{seed}-{worker}-{step}");
            var number = changes.ElementAt(random.Next(changes.Count));
            await (random.Next(12) switch
            {
                0 => Submit(random, key),
                1 => Command(random, key, "emil", number, "approve", new { approved = true }, "approved"),
                2 or 3 => Command(random, key, "chen", number, "hold", new { reason = $"Hold {key}" }, "held"),
                4 or 5 => Command(random, key, "chen", number, "resume", new { }, "resumed"),
                6 => Command(random, key, "chen", number, "problems", new { severity = "low", description = $"Problem {key}" }, "problem_reported"),
                7 or 8 => Command(random, key, "emil", number, "questions", new { stage = "approval", text = $"Question {key}" }, "question_asked"),
                _ => Amend(random, key, number),
            });
        }
    }

    private async Task Submit(Random random, string key)
    {
        var answer = await Send(random, key, "chen", HttpMethod.Post, "", Requests.Priority("medium"), etag: null);
        Assert.True(answer.Status == 201, $"{answer.Status}: {answer.Body}");
        Keep(answer, answer.Json.GetProperty("change_request_id").GetString()!, "created");
        changes.Enqueue(answer.Json.GetProperty("change_request_id").GetString()!);
    }

    private async Task Command(Random random, string key, string person, string number, string name, object body, string action) =>
        Keep(await Send(random, key, person, HttpMethod.Post, $"/{number}/{name}", body, etag: null), number, action);

    private async Task Amend(Random random, string key, string number)
    {
        var read = await Once(doors[random.Next(doors.Count)], key: null, "chen", HttpMethod.Get, $"/{number}", body: null, etag: null);
        Assert.True(read.Status == 200, $"{read.Status}: {read.Body}");
        Keep(await Send(random, key, "chen", HttpMethod.Patch, $"/{number}", new { title = $"Title {key}" }, read.ETag), number, "amended");
    }

    private void Keep(Reply answer, string number, string action)
    {
        if (answer.Status is 200 or 201)
        {
            done.Enqueue(new Deed(number, action, answer.ETag));
        }
        else
        {
            Assert.True(answer.Status is 403 or 404 or 409 or 412 or 422, $"{action} of {number} was answered {answer.Status}: {answer.Body}");
            Interlocked.Increment(ref refused);
        }
    }

    /// <summary>Until there is an answer for good; through two doors at once now and then, which must answer alike.</summary>
    private async Task<Reply> Send(Random random, string key, string person, HttpMethod method, string path, object? body, string? etag)
    {
        var isTwice = random.Next(4) == 0;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var first = random.Next(doors.Count);
            var sent = new List<Task<Reply>> { Once(doors[first], key, person, method, path, body, etag) };
            if (isTwice)
            {
                sent.Add(Once(doors[(first + 1) % doors.Count], key, person, method, path, body, etag));
            }

            var answers = await Task.WhenAll(sent);
            if (answers.Any(answer => answer.Status == 503))
            {
                continue;
            }

            // One may be refused where the other is taken a moment before or after. Where both are taken it is one call, and what it made is told to both.
            var taken = Array.FindAll(answers, answer => answer.Status is 200 or 201);
            Assert.True(
                taken.DistinctBy(answer => answer.Text("change_request_id"), StringComparer.Ordinal).Count() < 2,
                $"{method} {path} with the key {key} made two: {string.Join(", ", taken.Select(answer => answer.Body))}");
            return taken.Length > 0 ? taken[0] : answers[0];
        }

        throw new TimeoutException($"{method} {path} with the key {key} was never answered for good.");
    }

    private async Task<Reply> Once(HttpClient door, string? key, string person, HttpMethod method, string path, object? body, string? etag)
    {
        using var request = new HttpRequestMessage(method, Client.Changes + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[person]);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, body.GetType(), options: new JsonSerializerOptions());
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        }

        using var answer = await door.SendAsync(request);
        return new Reply((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.ETag?.Tag, answer.Headers);
    }
}

/// <summary>A command that was answered with success.</summary>
internal sealed record Deed(string Number, string Action, string? Version);
