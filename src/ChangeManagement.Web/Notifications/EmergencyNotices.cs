using ChangeManagement.Changes;
using ChangeManagement.Organisation;

namespace ChangeManagement.Web.Notifications;

/// <summary>An emergency tells everyone who must act on it at once, each with what is theirs: the clocks of their duties run already.</summary>
internal static class EmergencyNotices
{
    /// <summary>One notice for each person who must act, and one for the rest who follow the change.</summary>
    public static IEnumerable<Notice> Of(Change change, Circumstances circumstances)
    {
        var general = new Notice(
            NoticesOfEvent.Interested(change, circumstances),
            MessageKind.Emergency,
            "Emergency raised",
            $"{NoticesOfEvent.NameOf(change.Requester, circumstances)} raised an emergency: {NoticesOfEvent.TitleOf(change)}.");
        var acting = Asked(change, circumstances).GroupBy(asked => asked.Person.Id, StringComparer.Ordinal).ToList();
        var told = acting.Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
        return acting
            .Select(group => general with
            {
                To = [group.First().Person],
                Tasks = [.. group.Select(asked => asked.What).Distinct(StringComparer.Ordinal)],
            })
            .Append(general with { To = [.. general.To.Where(person => !told.Contains(person.Id))] });
    }

    private static IEnumerable<(Person Person, string What)> Asked(Change change, Circumstances circumstances)
    {
        var owed =
            from requirement in change.Requirements
            where requirement is { Blocks: true, Owner: not null } && !change.IsMet(requirement)
            from person in Participants.Holders(requirement.Owner!, change, circumstances)
            select (person, Until(requirement.Title, change.Clocks.GetValueOrDefault(RequirementKey.Of(requirement))?.Due));
        var seats =
            from stage in change.Stages
            from seat in stage.Definition.Seats
            from candidate in Seating.Candidates(seat, stage, change, circumstances)
            select (candidate.Person, Until($"{stage.Definition.Title}, as {candidate.Role}", stage.Due));
        return owed.Concat(seats);
    }

    private static string Until(string what, DateTimeOffset? due) => due is { } at ? $"{what} (until {at:yyyy-MM-dd HH:mm} UTC)" : what;
}
