using System.Globalization;
using ChangeManagement.Policies;

namespace ChangeManagement.Organisation;

/// <summary>Who holds a role at an instant: rotas, absences, deputies.</summary>
public sealed class PeopleDirectoryTests
{
    private static readonly PeopleDirectory Directory = Load("""
        people:
          ada:
            name: Ada
            mail: ada@example.com
            manager: cleo
            deputy: ben
            zone: America/New_York
            out-of-office: [ { from: 2026-12-24, to: 2026-12-26 }, { from: 2026-12-28, to: 2026-12-28, deputy: cleo } ]
          ben: { name: Ben, mail: ben@example.com, out-of-office: [ { from: 2026-12-26, to: 2026-12-26 } ] }
          cleo: { name: Cleo, mail: cleo@example.com }
        rotas:
          platform:
            zone: America/New_York
            shifts:
              - { from: 2026-03-02T09:00, every: 7 days, people: [ ada, ben ] }
              - { from: 2026-11-02T09:00, every: 1 day, people: [ cleo, ben ] }
        roles:
          lead: { held-by: ada, deputies: cleo }
          pair: { held-by: [ ada, ben ] }
          on-call: { rota: platform }
        """);

    [Theory]
    [InlineData("2026-12-23T12:00Z", "ada")]
    [InlineData("2026-12-24T04:59Z", "ada")] // still the 23rd in New York
    [InlineData("2026-12-24T05:00Z", "ben")]
    [InlineData("2026-12-28T12:00Z", "cleo")] // the absence names its own deputy
    [InlineData("2026-12-26T12:00Z", "cleo")] // the deputy is away too: the role's deputy
    [InlineData("2026-12-29T12:00Z", "ada")]
    public void Holder_WhoIsAway_IsStoodInFor(string at, string holder) =>
        Assert.Equal([holder], Directory.Holders("lead", At(at)).Select(person => person.Id));

    [Fact]
    public void Holder_WhoIsAway_MayStillAct()
    {
        Assert.True(Directory.Holds("ada", "lead", At("2026-12-24T12:00Z")));
        Assert.True(Directory.Holds("ben", "lead", At("2026-12-24T12:00Z")));
        Assert.False(Directory.Holds("ben", "lead", At("2026-12-23T12:00Z")));
    }

    [Fact]
    public void StandIn_WhoHoldsTheRoleToo_IsAskedOnce() =>
        Assert.Equal(["ben"], Directory.Holders("pair", At("2026-12-24T12:00Z")).Select(person => person.Id));

    [Theory]
    [InlineData("2026-03-02T14:00Z", "ada")] // 09:00 in winter
    [InlineData("2026-03-09T12:59Z", "ada")] // 08:59, the clocks have sprung forward
    [InlineData("2026-03-09T13:00Z", "ben")] // 09:00 in summer
    [InlineData("2026-03-16T13:00Z", "ada")]
    [InlineData("2026-03-02T13:59Z", "ben")] // before the first hand-over the turns run backwards
    [InlineData("2026-11-02T13:59Z", "ada")] // the last hour of the old turns
    [InlineData("2026-11-02T14:00Z", "cleo")] // the new ones take over
    [InlineData("2026-11-03T14:00Z", "ben")]
    public void OnCall_FollowsTheRota_AtLocalTimes(string at, string person) =>
        Assert.Equal([person], Directory.Holders("on-call", At(at)).Select(each => each.Id));

    [Fact]
    public void Deputies_AreThoseOfTheRole_ThenThoseOfItsHolders() =>
        Assert.Equal(["cleo", "ben"], Directory.Deputies("lead", At("2026-11-17T12:00Z")).Select(person => person.Id));

    [Fact]
    public void UnknownRole_IsHeldByNobody()
    {
        Assert.Empty(Directory.Holders("leed", At("2026-11-17T12:00Z")));
        Assert.False(Directory.Holds("ada", "leed", At("2026-11-17T12:00Z")));
    }

    [Fact]
    public void ManagerAndRoles_OfAPerson()
    {
        Assert.Equal("cleo", Directory.ManagerOf("ada")?.Id);
        Assert.Null(Directory.ManagerOf("cleo"));
        Assert.Equal(["lead", "pair"], Directory.RolesOf("ada", At("2026-11-17T12:00Z")));
    }

    [Theory]
    [InlineData("people: { a: { name: A, mail: a@example.com, manager: b } }", "unknown person 'b'; known are a")]
    [InlineData("people: { a: { name: A, mail: a@example.com, deputy: a } }", "'a' cannot be the deputy of 'a'")]
    [InlineData("people: { a: { name: A, mail: nowhere } }", "'nowhere' is no address; write it as name@example.com")]
    [InlineData("people: { a: { name: A } }", "a person needs 'mail'")]
    [InlineData("people: { \"a@example.com\": { name: A, mail: a@example.com } }",
        "'a@example.com' is no name for a person: use lower-case letters, digits, '-' and '_', at most 64")]
    [InlineData("people: { a: { name: A, mail: a@example.com, zone: Europe/Berlln } }", "unknown time zone 'Europe/Berlln'; did you mean 'Europe/Berlin'?")]
    [InlineData("people: { a: { name: A, mail: a@example.com, out-of-office: [ { from: 2026-02-02, to: 2026-02-01 } ] } }", "the absence ends before it begins")]
    [InlineData("people: { a: { name: A, mail: a@example.com } }\nroles: { r: { held-by: aa } }", "unknown person 'aa'; did you mean 'a'?")]
    [InlineData("people: { a: { name: A, mail: a@example.com } }\nroles: { r: {} }", "nobody holds 'r': add 'held-by' or 'rota'")]
    [InlineData("people: { a: { name: A, mail: a@example.com } }\nroles: { r: { rota: x } }", "unknown rota 'x'; none is declared")]
    [InlineData("people: { a: { name: A, mail: a@example.com } }\nrotas: { x: { shifts: [ { from: soon, people: a } ] } }",
        "'from' must be a local time such as 2026-01-05T09:00")]
    [InlineData("people: { a: { name: A, mail: a@example.com } }\nrotas: { x: { shifts: [] } }", "'x' needs at least one shift")]
    [InlineData("peeple: {}", "the directory has no key 'peeple'; did you mean 'people'?")]
    public void Directory_WithAMistake_IsRefusedWithWhatWouldBeRight(string text, string message) =>
        Assert.Contains(message, Rulebook.Load([new SourceFile("directory.yaml", text)]).Errors.Select(error => error.Message));

    private static PeopleDirectory Load(string text) => Rulebook.Load([new SourceFile("directory.yaml", text)]).Rulebook!.Directory;

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
