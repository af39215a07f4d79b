namespace ChangeManagement.Testing.Hosting;

/// <summary>A public key for settings that want one, where nothing is signed: its other half was thrown away.</summary>
public static class SamplePublicKey
{
    public const string Text = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEn9RHDorgzlvupSLLx9HMlxkqDjUi4DP01i1feGvPembzd+sRKHbk1cAsZXZwg72ox/ajhW1FwVnCzuYsMOlzeA==";
}
