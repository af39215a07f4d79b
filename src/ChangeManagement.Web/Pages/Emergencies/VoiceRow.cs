using System.Collections.Immutable;

namespace ChangeManagement.Web.Pages.Emergencies;

/// <summary>The inputs for one authorization by voice. There are two: no policy asks for more (003 §6.2).</summary>
/// <param name="Label">Which it is.</param>
/// <param name="By">The input for who said yes.</param>
/// <param name="How">The input for how.</param>
/// <param name="At">The input for when.</param>
internal sealed record VoiceRow(string Label, string By, string How, string At)
{
    /// <summary>Both.</summary>
    public static ImmutableArray<VoiceRow> All { get; } =
        [new("First voice", "authorized_by", "authorized_how", "authorized_at"), new("Second voice", "authorized_by_2", "authorized_how_2", "authorized_at_2")];
}
