namespace ChangeManagement.Policies;

/// <summary>The sample organisation can walk any change of any shipped policy to its end.</summary>
public sealed class SampleOrganisationTests
{
    public static IEnumerable<object[]> Classes => Shipped.Rulebook.Policies.Values
        .SelectMany(policy => policy.Classes.Keys.Select(name => new object[] { policy.Id, name }));

    /// <summary>Whoever asks, every seat of a stage finds a person of its own who is not the requester.</summary>
    [Theory]
    [MemberData(nameof(Classes))]
    public void EveryStage_CanBeFilledByDistinctPeople_WhoeverRequests(string policy, string name)
    {
        var directory = Shipped.Rulebook.Directory;
        var facts = new { title = "A change", affected_systems = new[] { "authentication-service" } };
        foreach (var requester in directory.People.Keys)
        {
            var assessment = Assess.Under(policy, facts, name);
            Assert.All(assessment.Stages, stage => Assert.True(
                CanBeFilled([.. stage.Seats.Select(seat => Candidates(seat, requester))], []),
                $"{requester} requests {name} under {policy}: {stage.Name} cannot be filled."));
        }
    }

    private static HashSet<string> Candidates(Seat seat, string requester)
    {
        var directory = Shipped.Rulebook.Directory;
        var owner = Shipped.Rulebook.Systems.Find("authentication-service")!.Owner;
        return [.. seat.Roles.SelectMany(role => role == "change-owner"
            ? new[] { owner, directory.Find(owner)!.Deputy! }.Where(person => person != requester)
            : directory.Approvers(role, requester, Assess.UsualTime).Select(person => person.Id))];
    }

    private static bool CanBeFilled(HashSet<string>[] seats, HashSet<string> taken) =>
        seats.Length == 0 || seats[0].Except(taken).Any(person => CanBeFilled(seats[1..], [.. taken, person]));

    [Fact]
    public void Everybody_HasAnExampleAddress() =>
        Assert.All(Shipped.Rulebook.Directory.People.Values, person => Assert.Equal($"{person.Id}@example.com", person.Mail));

    [Fact]
    public void SystemsOfTheDocuments_AreThere() =>
        Assert.All(["authentication-service", "admin-ui"], id => Assert.NotNull(Shipped.Rulebook.Systems.Find(id)));
}
