#pragma once

#include <string_view>

namespace paraph {

/// What pandoc does with a Word file between reading it and writing Markdown, in its Lua.
inline constexpr std::string_view docx_filter = R"lua(
-- What Markdown can't hold, as what it can: a table's cell and a list's item is one run of text.
local break_of_line = { pandoc.LineBreak() }
local break_of_cell = { pandoc.Space(), pandoc.Str "/", pandoc.Space() }

local function append(out, piece, gap)
  if #piece == 0 then return end
  if #out > 0 then out:extend(gap) end
  out:extend(piece)
end

local function is_decimal(list)
  local style = list.listAttributes.style
  return style == "Decimal" or style == "DefaultStyle"
end

local function letters(number)
  local text = ""
  while number > 0 do
    text = string.char(97 + (number - 1) % 26) .. text
    number = (number - 1) // 26
  end
  return text
end

-- "(a)", as the list counts its items.
local function mark_of(list, index)
  local attributes = list.listAttributes
  local number = attributes.start + index - 1
  local style, mark = attributes.style, tostring(number)
  if style:find "Alpha" then mark = letters(number) end
  if style:find "Roman" then mark = pandoc.utils.to_roman_numeral(number):lower() end
  if style:find "Upper" then mark = mark:upper() end
  if attributes.delimiter == "TwoParens" then return "(" .. mark .. ")" end
  return mark .. (attributes.delimiter == "OneParen" and ")" or ".")
end

local function rows_of(tbl)
  local simple = pandoc.utils.to_simple_table(tbl)
  local rows = pandoc.List { simple.headers }
  rows:extend(simple.rows)
  return rows
end

-- All that blocks say, with `gap` between one and the next.
local function inlines_of(blocks, gap)
  local out = pandoc.List()
  for _, block in ipairs(blocks) do
    local kind = block.t
    if kind == "BulletList" or kind == "OrderedList" then
      for index, item in ipairs(block.content) do
        local mark = kind == "BulletList" and "•" or mark_of(block, index)
        mark = mark:gsub("^(%d+)([.)])", "%1\\%2")  -- it begins no list of its own
        local piece = pandoc.List { pandoc.RawInline("commonmark", mark), pandoc.Space() }
        piece:extend(inlines_of(item, gap))
        append(out, piece, gap)
      end
    elseif kind == "Table" then
      for _, row in ipairs(rows_of(block)) do
        local piece = pandoc.List()
        for _, cell in ipairs(row) do
          append(piece, inlines_of(cell, break_of_cell), { pandoc.Str ";", pandoc.Space() })
        end
        append(out, piece, gap)
      end
    elseif kind == "LineBlock" then
      for _, line in ipairs(block.content) do append(out, line, gap) end
    elseif kind == "BlockQuote" or kind == "Div" then
      append(out, inlines_of(block.content, gap), gap)
    elseif kind == "CodeBlock" then
      append(out, pandoc.List { pandoc.Code(block.text) }, gap)
    elseif kind == "Para" or kind == "Plain" or kind == "Header" then
      append(out, block.content, gap)
    else
      append(out, pandoc.utils.blocks_to_inlines({ block }, pandoc.List(gap)), gap)
    end
  end
  return out
end

-- A cell of a Markdown table is one line.
local function on_one_line(inlines)
  return pandoc.Span(inlines):walk {
    LineBreak = function() return break_of_cell end,
    SoftBreak = function() return pandoc.Space() end
  }.content
end

local function cells_in_one_line(tbl)
  local simple = pandoc.utils.to_simple_table(tbl)
  local function plain(cell)
    return { pandoc.Plain(on_one_line(inlines_of(cell, break_of_cell))) }
  end
  simple.headers = pandoc.List(simple.headers):map(plain)
  simple.rows = pandoc.List(simple.rows):map(function(row) return pandoc.List(row):map(plain) end)
  for index in ipairs(simple.widths) do simple.widths[index] = 0 end
  return pandoc.utils.from_simple_table(simple)
end

local function is_tight(list)
  for _, item in ipairs(list.content) do
    if #item > 0 and item[1].t == "Para" then return false end
  end
  return true
end

-- As one list, or one for each item, so that each is a paragraph to comment on; items that Markdown
-- can't count keep their mark as text.
local function items_of(list)
  local out = pandoc.List()
  local is_bullets = list.t == "BulletList"
  local items = pandoc.List(list.content):map(function(item)
    return { pandoc.Plain(inlines_of(item, break_of_line)) }
  end)
  local function from(index, some)
    if is_bullets then return pandoc.BulletList(some) end
    return pandoc.OrderedList(some, pandoc.ListAttributes(list.listAttributes.start + index - 1))
  end
  if not is_bullets and not is_decimal(list) then
    for index, item in ipairs(items) do
      local mark = pandoc.RawInline("commonmark", mark_of(list, index))  -- without backslashes
      local marked = pandoc.List { mark, pandoc.Space() }
      marked:extend(item[1].content)
      out:insert(pandoc.Para(marked))
    end
  elseif is_tight(list) then
    out:insert(from(1, items))
  else
    for index, item in ipairs(items) do out:insert(from(index, { item })) end
  end
  return out
end

local function kept(blocks)
  local out = pandoc.List()
  for _, block in ipairs(blocks) do
    if block.t == "Table" then
      out:insert(cells_in_one_line(block))
    elseif block.t == "BulletList" or block.t == "OrderedList" then
      out:extend(items_of(block))
    elseif block.t == "Div" then
      out:extend(kept(block.content))
    else
      out:insert(block)
    end
  end
  return out
end

-- A picture is not in the text: what it shows, in words, or that something was left out.
local function Image(image)
  local words = #image.caption > 0 and image.caption or { pandoc.Str "…" }
  local out = pandoc.List { pandoc.Str "[" }
  out:extend(words)
  out:insert(pandoc.Str "]")
  return out
end

local function Pandoc(doc)
  return pandoc.Pandoc(kept(doc.blocks), doc.meta)
end

return { { Image = Image }, { Pandoc = Pandoc } }
)lua";

}  // namespace paraph
