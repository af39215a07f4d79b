namespace ChangeManagement.Engine.Tests.Kills;

/// <summary>How one process of the loop runs the engine, and how it ends.</summary>
/// <param name="Folder">Where the engine's file and the outside file are.</param>
/// <param name="HotInstances">See <see cref="EngineOptions.HotInstances"/>.</param>
/// <param name="VerifyEvery">See <see cref="EngineOptions.VerifyEvery"/>.</param>
/// <param name="DiesAtStep">The step of the writer, counted from 1, at which it kills itself; 0: none.</param>
/// <param name="DiesAtAnswer">The answer after which it kills itself; 0: none.</param>
internal sealed record HostArguments(string Folder, int HotInstances, int VerifyEvery, int DiesAtStep, int DiesAtAnswer)
{
    public string Database => Path.Combine(Folder, "engine.db");

    public string OutsideFile => Path.Combine(Folder, "outside");

    public static HostArguments Parse(string[] arguments) => new(
        arguments[0], int.Parse(arguments[1]), int.Parse(arguments[2]), int.Parse(arguments[3]), int.Parse(arguments[4]));

    public string[] ToArguments() => [Folder, $"{HotInstances}", $"{VerifyEvery}", $"{DiesAtStep}", $"{DiesAtAnswer}"];
}
