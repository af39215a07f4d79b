using System.Text.Json;
using ChangeManagement.Changes;

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
        var asked = new { title = "A change", affected_systems = new[] { "authentication-service" } };
        var facts = new FieldReader(Shipped.Policy(policy), Shipped.Rulebook.Systems, directory).Read(JsonSerializer.SerializeToElement(asked)).Facts;
        foreach (var requester in directory.People.Keys)
        {
            var assessment = Assess.Under(policy, asked, name);
            var actor = Actor.Person(requester);
            var change = ChangeFold.Apply(
                null, "", new ChangeEvent.Submitted(new PolicyPin(policy, "", ""), requester, facts, assessment, []), actor, Assess.UsualTime);
            var circumstances = new Circumstances(
                Shipped.Policy(policy), directory, Shipped.Rulebook.Systems, [], actor, Assess.UsualTime);
            Assert.All(assessment.Stages, stage => Assert.Null(Seating.Unfillable(stage, change, circumstances)));
        }
    }

    [Fact]
    public void Everybody_HasAnExampleAddress() =>
        Assert.All(Shipped.Rulebook.Directory.People.Values, person => Assert.Equal($"{person.Id}@example.com", person.Mail));

    [Fact]
    public void SystemsOfTheDocuments_AreThere() =>
        Assert.All(["authentication-service", "admin-ui"], id => Assert.NotNull(Shipped.Rulebook.Systems.Find(id)));
}
