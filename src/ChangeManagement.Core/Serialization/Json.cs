using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ChangeManagement.Changes;
using ChangeManagement.Register;
using ChangeManagement.Workflows;

namespace ChangeManagement.Serialization;

/// <summary>The one way in which this product writes and reads JSON: snake_case names, enums as words, generated code.</summary>
public static class Json
{
    /// <summary>Shared by the register, the workflows and the API.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The value as JSON text.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)));

    /// <summary>The value of a JSON text that this product wrote.</summary>
    /// <exception cref="JsonException">The text is damaged.</exception>
    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize(json, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T))) ?? throw new JsonException("An empty document.");

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DictionaryKeyPolicy = null,
            // Nothing of it is put into HTML; what is stored should take the space that it needs and be readable by an auditor.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
            RespectRequiredConstructorParameters = false,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(StoredJson.Default, new DefaultJsonTypeInfoResolver()),
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.MakeReadOnly();
        return options;
    }
}

/// <summary>Generated code for what is stored and what workflows carry.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ChangeEvent.Submitted))]
[JsonSerializable(typeof(ChangeEvent.RecordedOutOfScope))]
[JsonSerializable(typeof(ChangeEvent.Amended))]
[JsonSerializable(typeof(ChangeEvent.MoreAsked))]
[JsonSerializable(typeof(ChangeEvent.StageOpened))]
[JsonSerializable(typeof(ChangeEvent.SeatApproved))]
[JsonSerializable(typeof(ChangeEvent.SeatRejected))]
[JsonSerializable(typeof(ChangeEvent.AnswerStands))]
[JsonSerializable(typeof(ChangeEvent.AnswerRetracted))]
[JsonSerializable(typeof(ChangeEvent.SeatDelegated))]
[JsonSerializable(typeof(ChangeEvent.RecipientUnreachable))]
[JsonSerializable(typeof(ChangeEvent.QuestionAsked))]
[JsonSerializable(typeof(ChangeEvent.QuestionAnswered))]
[JsonSerializable(typeof(ChangeEvent.AuthorizationContested))]
[JsonSerializable(typeof(ChangeEvent.AuthorizationNotCounted))]
[JsonSerializable(typeof(ChangeEvent.StageApproved))]
[JsonSerializable(typeof(ChangeEvent.Approved))]
[JsonSerializable(typeof(ChangeEvent.Rejected))]
[JsonSerializable(typeof(ChangeEvent.Expired))]
[JsonSerializable(typeof(ChangeEvent.ApprovalWithheld))]
[JsonSerializable(typeof(ChangeEvent.Reminded))]
[JsonSerializable(typeof(ChangeEvent.Escalated))]
[JsonSerializable(typeof(ChangeEvent.RequirementAnswered))]
[JsonSerializable(typeof(ChangeEvent.Scheduled))]
[JsonSerializable(typeof(ChangeEvent.ScheduleMissed))]
[JsonSerializable(typeof(ChangeEvent.ImplementationStarted))]
[JsonSerializable(typeof(ChangeEvent.Completed))]
[JsonSerializable(typeof(ChangeEvent.ImplementationFailed))]
[JsonSerializable(typeof(ChangeEvent.MonitoringEnded))]
[JsonSerializable(typeof(ChangeEvent.ProblemReported))]
[JsonSerializable(typeof(ChangeEvent.RollbackDecisionOpened))]
[JsonSerializable(typeof(ChangeEvent.RollbackDecided))]
[JsonSerializable(typeof(ChangeEvent.RolledBack))]
[JsonSerializable(typeof(ChangeEvent.Held))]
[JsonSerializable(typeof(ChangeEvent.Resumed))]
[JsonSerializable(typeof(ChangeEvent.Withdrawn))]
[JsonSerializable(typeof(ChangeEvent.Closed))]
[JsonSerializable(typeof(ChangeEvent.Linked))]
[JsonSerializable(typeof(StoredEvent))]
[JsonSerializable(typeof(StreamHead))]
[JsonSerializable(typeof(Intent))]
[JsonSerializable(typeof(NumberClaim))]
[JsonSerializable(typeof(NumberCounter))]
[JsonSerializable(typeof(IdempotencyRecord))]
[JsonSerializable(typeof(ChangeSummary))]
[JsonSerializable(typeof(ChangeRun))]
[JsonSerializable(typeof(Doorbell))]
[JsonSerializable(typeof(Attendance))]
[JsonSerializable(typeof(ChangeView))]
[JsonSerializable(typeof(WorkflowStatus))]
[JsonSerializable(typeof(DeliveryBatch))]
[JsonSerializable(typeof(DeliveryProgress))]
internal sealed partial class StoredJson : JsonSerializerContext;
