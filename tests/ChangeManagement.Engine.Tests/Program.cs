using ChangeManagement.Engine.Tests.Kills;

namespace ChangeManagement.Engine.Tests;

/// <summary>The tests are run by their runner; run as a program, this assembly is the engine that <see cref="KillLoopTests"/> kills.</summary>
internal static class Program
{
    public static Task Main(string[] arguments) => EngineHost.Run(HostArguments.Parse(arguments));
}
