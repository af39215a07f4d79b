using ChangeManagement.Register;

namespace ChangeManagement.Web.Register.Sweeping;

/// <summary>Takes note of what was announced and does nothing about it, as a process that ends does.</summary>
internal sealed class Noted : IAfterwards
{
    public List<Intent?> Announced { get; } = [];

    public void Follow(string number, Intent? intent) => Announced.Add(intent);
}
