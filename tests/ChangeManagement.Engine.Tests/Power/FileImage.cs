using ChangeManagement.Engine.Tests.Disks;

namespace ChangeManagement.Engine.Tests.Power;

/// <summary>
/// What a loss of power leaves of one file: all that was done before its last sync, and of what came later any part, in sectors of 512 bytes,
/// because the kernel writes back in an order of its own.
/// </summary>
internal static class FileImage
{
    private const int Sector = 512;

    /// <summary>Null when there is no such file.</summary>
    public static byte[]? After(IReadOnlyList<DiskAccess> accesses, Random chance)
    {
        var synced = accesses.Select((access, index) => access is DiskAccess.Sync or DiskAccess.Delete { IsSynced: true } ? index + 1 : 0).Max();

        // From losing nearly all to losing nearly nothing.
        var kept = chance.NextDouble() * 1.2 - 0.1;
        using var image = new MemoryStream();
        var exists = false;
        for (var i = 0; i < accesses.Count; i++)
        {
            var isSafe = i < synced;
            switch (accesses[i])
            {
                case DiskAccess.Write write:
                    exists |= isSafe || Keeps();
                    for (var at = 0; at < write.Bytes.Length; at += Sector)
                    {
                        if (isSafe || Keeps())
                        {
                            exists = true;
                            image.Position = write.Offset + at;
                            image.Write(write.Bytes, at, Math.Min(Sector, write.Bytes.Length - at));
                        }
                    }

                    break;
                case DiskAccess.Truncate truncate when isSafe || Keeps():
                    image.SetLength(Math.Min(image.Length, truncate.Length));
                    break;
                case DiskAccess.Delete when isSafe || Keeps():
                    image.SetLength(0);
                    exists = false;
                    break;
                default:
                    break;
            }
        }

        return exists ? image.ToArray() : null;

        bool Keeps() => chance.NextDouble() < kept;
    }
}
