using System.Text.Json;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Histories;

/// <summary>Reads what <see cref="HistoryWriter"/> wrote. Properties of later releases are skipped; an unknown kind of line is an error.</summary>
internal static class HistoryReader
{
    /// <exception cref="InvalidDataException">It is damaged, or was written by a release that this one does not know.</exception>
    public static List<HistoryEvent> Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return ReadLines(bytes);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException(failure.Message, failure);
        }
    }

    private static List<HistoryEvent> ReadLines(ReadOnlyMemory<byte> bytes)
    {
        var events = new List<HistoryEvent>();
        var json = new Utf8JsonReader(bytes.Span);
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
        {
            throw new InvalidDataException("A history does not begin as one.");
        }

        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            events.Add(Line.Read(ref json, bytes).ToEvent());
        }

        return events;
    }

    private static RetryPolicy ReadRetry(ref Utf8JsonReader json)
    {
        var (attempts, first, coefficient, longest) = (1, 0L, 1.0, (long?)null);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            switch (name)
            {
                case "attempts":
                    attempts = json.GetInt32();
                    break;
                case "first":
                    first = json.GetInt64();
                    break;
                case "coefficient":
                    coefficient = json.GetDouble();
                    break;
                case "longest":
                    longest = json.GetInt64();
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return new RetryPolicy(attempts, new TimeSpan(first), coefficient, longest is { } ticks ? new TimeSpan(ticks) : null);
    }

    /// <summary>The properties of a line before its kind is known.</summary>
    private struct Line
    {
        private string? kind;
        private int task;
        private string? name;
        private string? id;
        private string? instance;
        private string? type;
        private string? message;
        private string? inner;
        private DateTimeOffset at;
        private ReadOnlyMemory<byte> payload;
        private RetryPolicy? retry;

        public static Line Read(ref Utf8JsonReader json, ReadOnlyMemory<byte> bytes)
        {
            var line = default(Line);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var property = json.GetString();
                json.Read();
                line.Set(property!, ref json, bytes);
            }

            return line;
        }

        public readonly HistoryEvent ToEvent() => kind switch
        {
            "turn" => new HistoryEvent.TurnBegan(at),
            "completed" => new HistoryEvent.TaskCompleted(task, payload),
            "failed" => new HistoryEvent.TaskFailed(task, new TaskError(name!, type!, message!, inner)),
            "fired" => new HistoryEvent.TimerFired(task),
            "event" => new HistoryEvent.EventRaised(name!, payload, id),
            "call" => new HistoryEvent.ActivityScheduled(task, name!, payload, retry),
            "child" => new HistoryEvent.ChildScheduled(task, name!, instance!, payload),
            "timer" => new HistoryEvent.TimerScheduled(task, at),
            "cancel" => new HistoryEvent.TimerCancelled(task, at),
            "send" => new HistoryEvent.EventSent(instance!, name!, payload),
            _ => throw new InvalidDataException($"A history holds a line of kind '{kind}', which this release does not know."),
        };

        private void Set(string property, ref Utf8JsonReader json, ReadOnlyMemory<byte> bytes)
        {
            switch (property)
            {
                case "e":
                    kind = json.GetString();
                    break;
                case "task":
                    task = json.GetInt32();
                    break;
                case "name":
                    name = json.GetString();
                    break;
                case "id":
                    id = json.GetString();
                    break;
                case "instance":
                    instance = json.GetString();
                    break;
                case "type":
                    type = json.GetString();
                    break;
                case "message":
                    message = json.GetString();
                    break;
                case "inner":
                    inner = json.GetString();
                    break;
                case "at":
                    at = json.GetDateTimeOffset();
                    break;
                case "result" or "payload":
                    var start = (int)json.TokenStartIndex;
                    json.Skip();
                    payload = bytes[start..(int)json.BytesConsumed];
                    break;
                case "retry":
                    retry = ReadRetry(ref json);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }
    }
}
