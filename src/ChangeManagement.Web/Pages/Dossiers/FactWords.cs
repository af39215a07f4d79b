using ChangeManagement.Calendars;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Web.Pages.Shell;

namespace ChangeManagement.Web.Pages.Dossiers;

/// <summary>Values of a request as people read them: choices by their labels, systems by their titles.</summary>
public static class FactWords
{
    /// <summary>One value.</summary>
    public static string Of(string name, FactValue value, Policy policy, Systems systems, LocalClock clock) => value switch
    {
        FactValue.Instant(var at) => clock.Words(at),
        FactValue.List(var items) => Shown.Text(string.Join(name == Systems.Field ? ", " : "\n", items.Select(item => Label(name, item, policy, systems)))),
        FactValue.Text(var text) => Shown.Text(Label(name, text, policy, systems)),
        _ => value.ToString(),
    };

    private static string Label(string name, string item, Policy policy, Systems systems) => policy.Fields.GetValueOrDefault(name) switch
    {
        { Type: FieldType.Systems } => systems.Find(item)?.Title ?? item,
        { Choices: var choices } => choices.FirstOrDefault(choice => choice.Id == item)?.Label ?? item,
        null => item,
    };
}
