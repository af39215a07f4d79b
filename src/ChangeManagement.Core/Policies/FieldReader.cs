using System.Collections.Immutable;
using System.Text.Json;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Policies.Reading;

namespace ChangeManagement.Policies;

/// <summary>What is wrong with a field of a request. The message names the field and what would be right.</summary>
public sealed record FieldError(string Field, string Message);

/// <summary>What came of reading a request.</summary>
/// <param name="Facts">What it says; what could not be read is left out.</param>
/// <param name="RequestedClass">The class that it names; null: none, or an unknown one.</param>
/// <param name="Errors">Everything that is wrong, in the order of the request; empty: nothing.</param>
public sealed record FieldReading(Facts Facts, string? RequestedClass, ImmutableArray<FieldError> Errors);

/// <summary>
/// Reads a request against the fields of a policy, the systems and the people. Unknown fields are errors with the nearest name. Whether
/// fields are missing is for the assessment to say, so the same reader serves a whole request and an amendment.
/// </summary>
public sealed class FieldReader(Policy policy, Systems systems, PeopleDirectory people)
{
    /// <summary>A request: a field of null counts as left out. Never throws for what JSON may hold.</summary>
    public FieldReading Read(JsonElement request) => Read(request, nullEmpties: false);

    /// <summary>An amendment: a field of null is emptied.</summary>
    public FieldReading ReadAmendment(JsonElement amendment) => Read(amendment, nullEmpties: true);

    private FieldReading Read(JsonElement request, bool nullEmpties)
    {
        if (request.ValueKind != JsonValueKind.Object)
        {
            return new FieldReading(Facts.None, null, [new FieldError("", "The request must be a JSON object.")]);
        }

        var errors = ImmutableArray.CreateBuilder<FieldError>();
        var values = Facts.None.Values.ToBuilder();
        string? requestedClass = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in request.EnumerateObject())
        {
            var name = property.Name;
            if (!seen.Add(name))
            {
                errors.Add(new FieldError(name, $"'{name}' is said twice."));
            }
            else if (name == "class")
            {
                requestedClass = ClassIn(property.Value, errors);
            }
            else if (Field.Reserved.Contains(name))
            {
                if (nullEmpties)
                {
                    errors.Add(new FieldError(name, $"'{name}' is settled when a change is submitted; leave it out."));
                }
            }
            else if (!policy.Fields.TryGetValue(name, out var field))
            {
                errors.Add(new FieldError(name, Nearest.Sentence($"Unknown field '{name}'{Nearest.Hint(name, policy.Fields.Keys)}")));
            }
            else if (property.Value.ValueKind == JsonValueKind.Null)
            {
                values[name] = new FactValue.Text("");
            }
            else if (FieldValues.Read(field, property.Value, systems, people) is var (value, wrong) && wrong is null)
            {
                values[name] = value!;
            }
            else
            {
                errors.Add(new FieldError(name, Nearest.Sentence($"'{name}' {wrong}")));
            }
        }

        if (!nullEmpties)
        {
            values.RemoveRange([.. values.Where(each => each.Value is FactValue.Text { Value: "" }).Select(each => each.Key)]);
        }

        var facts = new Facts(values.ToImmutable());
        if (facts.Instant("scheduled_start") > facts.Instant("scheduled_end"))
        {
            errors.Add(new FieldError("scheduled_end", "'scheduled_end' lies before 'scheduled_start'."));
        }

        return new FieldReading(facts, requestedClass, errors.ToImmutable());
    }

    private string? ClassIn(JsonElement value, ImmutableArray<FieldError>.Builder errors)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var name = FieldValues.TextIn(value) ?? "";
        if (policy.Classes.ContainsKey(name))
        {
            return name;
        }

        errors.Add(new FieldError("class", Nearest.Sentence($"Unknown class '{name}'{Nearest.Hint(name, policy.Classes.Keys)}")));
        return null;
    }
}
