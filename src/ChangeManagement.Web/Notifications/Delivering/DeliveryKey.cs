using System.Globalization;
using System.Text.RegularExpressions;

namespace ChangeManagement.Web.Notifications.Delivering;

/// <summary>Where the delivery of a message about a change is recorded, as the message's key names it: <c>CHG-2026-001-3-lena</c>.</summary>
internal sealed partial record DeliveryKey(string Number, long Seq, string Person)
{
    /// <summary>The key of a message; null: it is of no message about a change.</summary>
    public static DeliveryKey? Parse(string text) =>
        Form().Match(text) is { Success: true, Groups: var parts }
            ? new DeliveryKey(parts["number"].Value, long.Parse(parts["seq"].ValueSpan, CultureInfo.InvariantCulture), parts["person"].Value)
            : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}-{Seq}-{Person}");

    [GeneratedRegex("^(?<number>CHG-[0-9]{4}-[0-9]{3,9})-(?<seq>[0-9]{1,8})-(?<person>[a-z0-9][a-z0-9_-]{0,63})$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Form();
}
