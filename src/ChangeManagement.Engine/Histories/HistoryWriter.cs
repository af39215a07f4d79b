using System.Buffers;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Histories;

/// <summary>Histories as JSON arrays, readable with any SQLite tool. The names in them are stored for good.</summary>
internal sealed class HistoryWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> buffer = new(1024);
    private readonly Utf8JsonWriter json;

    public HistoryWriter() =>
        json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public byte[] Write(IReadOnlyList<HistoryEvent> events)
    {
        buffer.ResetWrittenCount();
        json.Reset();
        json.WriteStartArray();
        for (var i = 0; i < events.Count; i++)
        {
            json.WriteStartObject();
            Write(events[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public void Dispose() => json.Dispose();

    private void Write(HistoryEvent line)
    {
        switch (line)
        {
            case HistoryEvent.TurnBegan turn:
                Kind("turn"u8);
                json.WriteString("at"u8, turn.At);
                break;
            case HistoryEvent.TaskCompleted completed:
                Kind("completed"u8, completed.Task);
                Payload("result"u8, completed.Result);
                break;
            case HistoryEvent.TaskFailed failed:
                Kind("failed"u8, failed.Task);
                Error(failed.Error);
                break;
            case HistoryEvent.TimerFired fired:
                Kind("fired"u8, fired.Task);
                break;
            case HistoryEvent.EventRaised raised:
                Kind("event"u8);
                json.WriteString("name"u8, raised.Name);
                if (raised.EventId is not null)
                {
                    json.WriteString("id"u8, raised.EventId);
                }

                Payload("payload"u8, raised.Payload);
                break;
            default:
                WriteDecision(line);
                break;
        }
    }

    private void WriteDecision(HistoryEvent line)
    {
        switch (line)
        {
            case HistoryEvent.ActivityScheduled call:
                Kind("call"u8, call.Task);
                json.WriteString("name"u8, call.Name);
                Retry(call.Retry);
                Payload("payload"u8, call.Input);
                break;
            case HistoryEvent.ChildScheduled child:
                Kind("child"u8, child.Task);
                json.WriteString("name"u8, child.Kind);
                json.WriteString("instance"u8, child.InstanceId);
                Payload("payload"u8, child.Input);
                break;
            case HistoryEvent.TimerScheduled timer:
                Kind("timer"u8, timer.Task);
                json.WriteString("at"u8, timer.FireAt);
                break;
            case HistoryEvent.TimerCancelled cancelled:
                Kind("cancel"u8, cancelled.Task);
                json.WriteString("at"u8, cancelled.FireAt);
                break;
            case HistoryEvent.EventSent sent:
                Kind("send"u8);
                json.WriteString("instance"u8, sent.InstanceId);
                json.WriteString("name"u8, sent.Name);
                Payload("payload"u8, sent.Payload);
                break;
            default:
                throw new UnreachableException(line.GetType().Name);
        }
    }

    private void Kind(ReadOnlySpan<byte> kind) => json.WriteString("e"u8, kind);

    private void Kind(ReadOnlySpan<byte> kind, int task)
    {
        Kind(kind);
        json.WriteNumber("task"u8, task);
    }

    private void Payload(ReadOnlySpan<byte> name, ReadOnlyMemory<byte> payload)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(payload.Span, skipInputValidation: true);
    }

    private void Error(TaskError error)
    {
        json.WriteString("name"u8, error.Task);
        json.WriteString("type"u8, error.Type);
        json.WriteString("message"u8, error.Message);
        if (error.Inner is not null)
        {
            json.WriteString("inner"u8, error.Inner);
        }
    }

    private void Retry(RetryPolicy? retry)
    {
        if (retry is null)
        {
            return;
        }

        json.WriteStartObject("retry"u8);
        json.WriteNumber("attempts"u8, retry.Attempts);
        json.WriteNumber("first"u8, retry.FirstDelay.Ticks);
        json.WriteNumber("coefficient"u8, retry.Coefficient);
        if (retry.MaxDelay is { } longest)
        {
            json.WriteNumber("longest"u8, longest.Ticks);
        }

        json.WriteEndObject();
    }
}
