using System.Collections.Immutable;
using ChangeManagement.Policies;
using NodaTime;

namespace ChangeManagement.Calendars;

/// <summary>
/// When a change may be implemented: every window rule must allow it, and no freeze may cover it unless it is an emergency.
/// </summary>
internal static class ImplementationCalendar
{
    private const int DaysAhead = 400;

    public static Objection? BanAt(Policy policy, Assessment assessment, DateTimeOffset at)
    {
        var date = at.In(policy.Zone).Date;
        if (Freezes(assessment) && FreezeOn(policy, date) is { } freeze)
        {
            return new Objection(
                $"Changes are frozen: {freeze.Name}.",
                [new Because(freeze.Source ?? policy.Source, $"freeze {freeze.Name}", $"date = {date.ToDateOnly():yyyy-MM-dd}")]);
        }

        if (Freezes(assessment) && policy.Declared.FirstOrDefault(declared => declared.Covers(at)) is { } announced)
        {
            return new Objection(
                $"Changes are frozen until {announced.To.UtcDateTime:yyyy-MM-dd HH:mm} UTC: {announced.Occasion} – {announced.Reason}",
                [new Because(policy.FreezeOccasions.Source ?? policy.Source, $"freeze declared by {announced.DeclaredBy}", $"time = {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC")]);
        }

        var shut = assessment.Windows
            .Where(rule => !SlotsOn(date, rule, policy.Zone).Any(window => Contains(window, at)))
            .ToImmutableArray();
        return shut.IsEmpty ? null : new Objection(
            shut.Any(rule => rule.Slots.IsEmpty)
                ? "It may never be implemented by the windows of its policy."
                : $"It may be implemented only {string.Join(", ", shut[^1].Slots)} ({policy.Zone.Id}).",
            [.. shut.Select(rule => rule.Because)]);
    }

    public static TimeWindow? NextWindow(Policy policy, Assessment assessment, DateTimeOffset from)
    {
        var today = from.In(policy.Zone).Date;
        var open = Enumerable.Range(0, DaysAhead)
            .Select(today.PlusDays)
            .SelectMany(date => OpenOn(date, policy, assessment))
            .Joined()
            .FirstOrDefault(window => window.End > from);
        return open == default ? null : open with { Start = open.Start > from ? open.Start : from };
    }

    private static ImmutableArray<TimeWindow> OpenOn(LocalDate date, Policy policy, Assessment assessment) =>
        Freezes(assessment) && FreezeOn(policy, date) is not null
            ? []
            : assessment.Windows.Aggregate(
                Unfrozen(TimeWindows.DayOf(date, policy.Zone), policy, assessment),
                (open, rule) => TimeWindows.Both(open, [.. SlotsOn(date, rule, policy.Zone).Joined()]));

    private static ImmutableArray<TimeWindow> Unfrozen(TimeWindow day, Policy policy, Assessment assessment) =>
        (Freezes(assessment) ? policy.Declared : []).Aggregate(
            ImmutableArray.Create(day),
            (open, declared) => TimeWindows.Both(open, [new(DateTimeOffset.MinValue, declared.From), new(declared.To, DateTimeOffset.MaxValue)]));

    private static IEnumerable<TimeWindow> SlotsOn(LocalDate date, WindowRule rule, DateTimeZone zone) =>
        rule.Slots.Where(slot => slot.Day == date.DayOfWeek.ToDayOfWeek()).Select(slot => slot.On(date, zone));

    private static Freeze? FreezeOn(Policy policy, LocalDate date) =>
        policy.Freezes.FirstOrDefault(freeze => freeze.Covers(date.ToDateOnly()));

    private static bool Freezes(Assessment assessment) => assessment.Kind != WorkflowKind.Emergency;

    private static bool Contains(TimeWindow window, DateTimeOffset at) => at >= window.Start && at < window.End;
}
