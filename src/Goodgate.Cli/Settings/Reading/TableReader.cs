using Goodgate.Cli.Settings.Formats;
using Goodgate.Cli.Settings.Shapes;
using Goodgate.Cli.Settings.Yaml;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Reading;

/// <summary>
/// Walks the file along the table: unknown keys, missing keys, wrong types and values out of range become problems; the rest,
/// with the defaults put in, becomes typed values.
/// </summary>
internal sealed class TableReader(ReadingContext context)
{
    private readonly ScalarReader scalars = new(context);

    /// <summary>Reads one map; <paramref name="node"/> null = absent, all defaults.</summary>
    public ReadGroup Group(GroupShape shape, MapNode? node, ReadGroup group)
    {
        if (node is not null)
        {
            UnknownKeys(shape, node, group);
            if (RulesHold(shape, node, group) && shape.Expand is not null)
            {
                node = shape.Expand(node);
            }
        }

        var prefix = group.Path.Length == 0 ? "" : group.Path + ".";
        foreach (var key in shape.Keys)
        {
            var entry = node?.Entries.FirstOrDefault(e => e.Key == key.Name);
            if (entry is not null)
            {
                group.Mention(key.Name);
            }

            var value = entry is null ? Absent(shape, key, node, group, prefix + key.Name) : Value(key, key.Shape, entry, prefix + key.Name);
            if (value is not null)
            {
                group.Put(key.Name, value);
            }
        }

        return group;
    }

    private ReadValue? Value(SettingsKey key, Shape shape, MapEntry entry, string path)
    {
        if (entry.Value is BrokenNode)
        {
            return null;
        }

        if (entry.Value is ScalarNode { IsNothing: true })
        {
            context.Problems.Add(entry.Place, $"{entry.Value.Label ?? Label(path)} has no value", Words.Of(shape) + ", or no such line");
            return null;
        }

        return (shape, entry.Value) switch
        {
            (ScalarShape scalar, ScalarNode text) => scalars.Read(key, scalar, text, path),
            (GroupShape group, MapNode map) => new ReadValue(Group(group, map, new ReadGroup(entry.Key, path, entry.Place)), entry.Place),
            (GroupShape { ShortKey: { } shortKey } group, ScalarNode text) =>
                new ReadValue(Group(group, Full(shortKey, text), new ReadGroup(entry.Key, path, entry.Place)), entry.Place),
            (NamedShape named, MapNode map) => new ReadValue(Named(named, map, path), entry.Place),
            (ListShape list, ListNode items) => List(key, list, items, path),
            _ => WrongType(shape, entry, entry.Value.Label ?? Label(path)),
        };
    }

    private ReadValue? Absent(GroupShape shape, SettingsKey key, MapNode? node, ReadGroup group, string path)
    {
        if (key.Required)
        {
            context.Problems.Add(group.Place, $"{Words.Quoted(key.Name)} is missing{(group.Path.Length == 0 ? "" : " in " + group.Path)}", Words.Of(key.Shape));
            return null;
        }

        switch (key.Shape)
        {
            case GroupShape inner when !key.Optional:
                return new ReadValue(Group(inner, null, new ReadGroup(key.Name, path, context.Nowhere)), context.Nowhere);
            case ListShape list when key.Default is not null:
                return Value(key, list, new MapEntry(key.Name, context.Nowhere, new ListNode(context.Nowhere, [DefaultNode(key.Default)])), path);
            case ScalarShape scalar when key.Default is not null:
                return scalars.Read(key, scalar, DefaultNode(key.Default), path);
            case NamedShape:
                return null;
            default:
                if (!key.ShortForm && !IsReplaced(shape, key, node))
                {
                    context.Record(path, key.Shape is ListShape ? "[]" : EffectiveValue.NotSet, null);
                }

                return null;
        }
    }

    /// <summary>Whether another key stands in its place, so that "not set" would say nothing.</summary>
    private static bool IsReplaced(GroupShape shape, SettingsKey key, MapNode? node) =>
        node is not null && shape.Rules.Any(r => r.Kind is not (KeyRuleKind.Together or KeyRuleKind.AtLeastOne) && r.Keys.Contains(key.Name) && r.Keys.Any(k => node.Find(k) is not null));

    private List<ReadValue> Named(NamedShape named, MapNode map, string path)
    {
        if (map.Entries.Count > NamedShape.Most)
        {
            context.Problems.Add(map.Place, $"{Label(path)} holds {map.Entries.Count} {named.Thing}s", $"at most {NamedShape.Most}");
        }

        var groups = new List<ReadValue>();
        foreach (var entry in map.Entries.Take(NamedShape.Most))
        {
            if (PlainFormats.Name.Read(entry.Key) is { Value: null, Failure: var failure })
            {
                context.Problems.Add(entry.Place, $"{named.Thing} {Words.Quoted(entry.Key)} {failure}", PlainFormats.Name.Expected);
                continue;
            }

            var group = new ReadGroup(entry.Key, $"{path}.{entry.Key}", entry.Place);
            groups.Add(new ReadValue(group, entry.Place));
            switch (entry.Value)
            {
                case MapNode each:
                    Group(named.Each, each, group);
                    break;
                case not BrokenNode:
                    WrongType(named.Each, entry, Words.Quoted(entry.Key));
                    break;
            }
        }

        return groups;
    }

    private ReadValue List(SettingsKey key, ListShape list, ListNode node, string path)
    {
        if (node.Items.Count < list.Fewest || node.Items.Count > list.Most)
        {
            context.Problems.Add(
                node.Place,
                $"{Label(path)} has {node.Items.Count} items",
                list.Fewest > 0 ? $"{list.Fewest} to {list.Most}" : $"at most {list.Most}");
        }

        if (node.Items.Count == 0)
        {
            context.Record(path, "[]", node);
        }

        var items = new List<ReadValue>();
        foreach (var (index, item) in node.Items.Take(list.Most).Index())
        {
            if (Value(key, list.Item, new MapEntry(key.Name, item.Place, item), $"{path}[{index}]") is { } value)
            {
                items.Add(value);
            }
        }

        return new ReadValue(items, node.Place);
    }

    private void UnknownKeys(GroupShape shape, MapNode node, ReadGroup group)
    {
        var known = shape.Keys.Select(k => k.Name).ToList();
        foreach (var entry in node.Entries.Where(e => !known.Contains(e.Key)))
        {
            var where = group.Path.Length == 0 ? "" : " in " + group.Path;
            context.Problems.Add(entry.Place, $"unknown key {Words.Quoted(entry.Key)}{where}", Words.OneOf(known), NearestWord.Of(entry.Key, known));
        }
    }

    private bool RulesHold(GroupShape shape, MapNode node, ReadGroup group)
    {
        var hold = true;
        foreach (var rule in shape.Rules)
        {
            var present = node.Entries.Where(e => rule.Keys.Contains(e.Key)).ToList();
            if (!rule.Holds(present.Count))
            {
                var found = present.Count == 0 ? "none of " + string.Join(", ", rule.Keys) : string.Join(" and ", present.Select(p => p.Key));
                var name = group.Path.Length == 0 ? "the file" : group.Path;
                context.Problems.Add(present.Count == 0 ? group.Place : present[^1].Place, $"{name} has {found}", rule.Words);
                hold = false;
            }
        }

        return hold;
    }

    private ReadValue? WrongType(Shape shape, MapEntry entry, string label)
    {
        var meant = (shape, entry.Value) switch
        {
            (ListShape { Item: ScalarShape }, ScalarNode { Text: var text }) => $"[{text}]",
            (ScalarShape, ListNode { Items: [ScalarNode { Text: var only }] }) => only,
            _ => null,
        };
        var found = entry.Value switch { MapNode => "a map", ListNode => "a list", _ => "a single value" };
        context.Problems.Add(entry.Value.Place, $"{label} is {found}", Words.Of(shape), meant);
        return null;
    }

    private ScalarNode DefaultNode(string text) => new(context.Nowhere, text, Quoted: true, []);

    private static MapNode Full(string key, ScalarNode text) => new(text.Place, [new MapEntry(key, text.Place, text)]);

    private static string Label(string path) => Words.Label(path);
}
