using System.Text.Json;
using ChangeManagement.Changes;

namespace ChangeManagement.Policies;

/// <summary>A request is read against the fields of its policy; what is wrong is said by field (Q3).</summary>
public sealed class FieldReaderTests
{
    [Theory]
    [InlineData("""{ "titel": "A" }""", "titel", "Unknown field 'titel'; did you mean 'title'?")]
    [InlineData("""{ "title": 7 }""", "title", "'title' must be text.")]
    [InlineData("""{ "title": "two\nlines" }""", "title", "'title' must be a single line.")]
    [InlineData("""{ "title": "a\u0000b" }""", "title", "'title' must not hold control characters.")]
    [InlineData("""{ "title": "a\u001bb" }""", "title", "'title' must not hold control characters.")]
    [InlineData("""{ "title": "\ud800" }""", "title", "'title' must be text.")]
    [InlineData("""{ "title": "A", "title": "B" }""", "title", "'title' is said twice.")]
    [InlineData("""{ "urgency": "hihg" }""", "urgency", "'urgency' cannot be 'hihg'; did you mean 'high'?")]
    [InlineData("""{ "urgency": "whenever" }""", "urgency", "'urgency' cannot be 'whenever'; choose low, high or emergency.")]
    [InlineData("""{ "urgency": [ "low" ] }""", "urgency", "'urgency' must be text.")]
    [InlineData("""{ "touches": [ "network", "databse" ] }""", "touches", "'touches' cannot be 'databse'; did you mean 'database'?")]
    [InlineData("""{ "touches": [ 1 ] }""", "touches", "'touches' is a list, whose items must be text.")]
    [InlineData("""{ "tested": "yes" }""", "tested", "'tested' must be true or false.")]
    [InlineData("""{ "size": "3" }""", "size", "'size' must be a number.")]
    [InlineData("""{ "size": 1e400 }""", "size", "'size' must be a number.")]
    [InlineData("""{ "affected_systems": [ "authentication-servise" ] }""", "affected_systems",
        "'affected_systems' names the unknown system 'authentication-servise'; did you mean 'authentication-service'?")]
    [InlineData("""{ "owner": "adda" }""", "owner", "'owner' names the unknown person 'adda'; did you mean 'ada'?")]
    [InlineData("""{ "scheduled_start": "2026-11-17" }""", "scheduled_start",
        "'scheduled_start' must be a point in time with its offset, such as 2026-01-31T06:00:00-05:00 or 2026-01-31T11:00:00Z.")]
    [InlineData("""{ "scheduled_start": "2026-11-17T06:00:00" }""", "scheduled_start",
        "'scheduled_start' must be a point in time with its offset, such as 2026-01-31T06:00:00-05:00 or 2026-01-31T11:00:00Z.")]
    [InlineData("""{ "scheduled_start": "2026-11-17T06:00:00Z", "scheduled_end": "2026-11-17T05:00:00Z" }""", "scheduled_end",
        "'scheduled_end' lies before 'scheduled_start'.")]
    [InlineData("""{ "class": "nromal" }""", "class", "Unknown class 'nromal'; did you mean 'normal'?")]
    [InlineData("""[ 1 ]""", "", "The request must be a JSON object.")]
    [InlineData("null", "", "The request must be a JSON object.")]
    public void Mistake_IsSaidByItsField(string json, string field, string message) =>
        Assert.Equal(new FieldError(field, message), Assert.Single(Read(json).Errors));

    [Fact]
    public void Mistakes_ComeAllAtOnce_AndTheRestIsRead()
    {
        var reading = Read("""{ "title": "A", "urgency": "x", "size": true, "colour": "red" }""");

        Assert.Equal(["urgency", "size", "colour"], reading.Errors.Select(error => error.Field));
        Assert.Equal("A", reading.Facts.Text("title"));
    }

    [Theory]
    [InlineData("""{ "title": "  A change  " }""", "title", "A change")]
    [InlineData("""{ "rollback_plan": "one\r\ntwo" }""", "rollback_plan", "one\ntwo")]
    [InlineData("""{ "urgency": "urgent" }""", "urgency", "emergency")]
    [InlineData("""{ "touches": [ "network", "database", "network" ] }""", "touches", "network, database")]
    [InlineData("""{ "touches": "network" }""", "touches", "network")]
    [InlineData("""{ "notes": [ "a", " b ", "" ] }""", "notes", "a, b")]
    [InlineData("""{ "tested": false }""", "tested", "no")]
    [InlineData("""{ "size": 2.50 }""", "size", "2.50")]
    [InlineData("""{ "owner": "ada" }""", "owner", "ada")]
    [InlineData("""{ "scheduled_start": "2026-11-17T06:00:00-05:00" }""", "scheduled_start", "2026-11-17T11:00:00Z")]
    public void Value_IsReadAsItsFieldSays(string json, string field, string value)
    {
        var reading = Read(json);

        Assert.Empty(reading.Errors);
        Assert.Equal(value, reading.Facts[field]?.ToString());
    }

    [Fact]
    public void LongTextAndLongLists_AreRefused()
    {
        Assert.Equal(
            "'rollback_plan' must have 20000 characters at most.",
            Assert.Single(Read(JsonSerializer.Serialize(new { rollback_plan = new string('x', 20_001) })).Errors).Message);
        Assert.Equal(
            "'notes' must hold 200 items at most.",
            Assert.Single(Read(JsonSerializer.Serialize(new { notes = Enumerable.Range(0, 201).Select(n => $"{n}") })).Errors).Message);
    }

    [Fact]
    public void Envelope_IsNoFact()
    {
        var reading = Read("""{ "policy": "small", "class": "emergency", "requester": "ada", "title": "A" }""");

        Assert.Equal("emergency", reading.RequestedClass);
        Assert.Equal(["title"], reading.Facts.Values.Keys);
    }

    [Fact]
    public void Null_IsLeftOutOfARequest_AndEmptiesAFieldInAnAmendment()
    {
        const string json = """{ "title": null, "urgency": "low", "size": null }""";

        Assert.Equal(["urgency"], Read(json).Facts.Values.Keys);
        var before = Read("""{ "title": "A", "size": 3 }""").Facts;
        var after = before.With(Reader().ReadAmendment(JsonElement.Parse(json)).Facts);
        Assert.Equal((false, false, true), (after.Says("title"), after.Says("size"), after.Says("urgency")));
    }

    [Fact]
    public void ExampleOfTheApi_IsReadWithoutErrors()
    {
        var reading = new FieldReader(Shipped.Policy("priority-approval"), Shipped.Organisation.Systems, Shipped.Organisation.Directory).Read(
            JsonElement.Parse("""
                {
                  "title": "Implement MFA for Admin Access",
                  "description": "Add multi-factor authentication requirement",
                  "change_type": "security_enhancement",
                  "priority": "high",
                  "affected_systems": ["authentication-service", "admin-ui"],
                  "testing_required": true,
                  "test_plan": "Test MFA enrollment and login flow"
                }
                """));

        Assert.Empty(reading.Errors);
        Assert.Equal(new FactValue.Text("security"), reading.Facts["change_type"]);
    }

    private static FieldReading Read(string json) => Reader().Read(JsonDocument.Parse(json).RootElement);

    private static FieldReader Reader() => new(SmallPolicy.With(), Shipped.Organisation.Systems, Shipped.Organisation.Directory);
}
