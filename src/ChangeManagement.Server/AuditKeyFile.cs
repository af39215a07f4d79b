using ChangeManagement.Register;
using ChangeManagement.Web.Hosting;

namespace ChangeManagement.Server;

/// <summary>The file of the audit keys, on another disk than the data.</summary>
internal static class AuditKeyFile
{
    /// <summary>Reads the keys; in Development makes a first one beside the data.</summary>
    /// <exception cref="StartRefusedException">The file is missing or holds no usable key.</exception>
    public static AuditKeys Load(ServerSettings settings)
    {
        var file = settings.AuditKeyFile ?? Path.Combine(settings.DataPath, "audit.key");
        if (settings.AuditKeyFile is null && !File.Exists(file))
        {
            Directory.CreateDirectory(settings.DataPath);
            File.WriteAllText(file, AuditKeyLines.Create("development"));
        }

        return File.Exists(file)
            ? AuditKeyLines.Parse(File.ReadAllText(file), $"The audit key file '{file}'")
            : throw new StartRefusedException($"The audit key file '{file}' does not exist; make a key with 'openssl rand -hex 32'.");
    }
}
