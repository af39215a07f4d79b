using System.Runtime.CompilerServices;

namespace ChangeManagement.EndToEnd.Messages;

/// <summary>The committed pictures.</summary>
internal static class Screens
{
    /// <summary>Renews a picture if that was asked for.</summary>
    public static async Task Keep(string name, byte[] picture)
    {
        if (Environment.GetEnvironmentVariable("SCREENS") == "write")
        {
            await File.WriteAllBytesAsync(Path.Combine(Folder(), $"{name}.png"), picture);
        }
    }

    private static string Folder([CallerFilePath] string file = "") =>
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(file)!, "..", "Screens")).FullName;
}
